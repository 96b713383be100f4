import { z } from "zod";

/** What stands behind the `#` of a link. Whoever pastes it may paste the whole link. */
export const linkToken = z
  .string()
  .max(2000, "This is not the link.")
  .transform((value) => value.slice(value.lastIndexOf("#") + 1).trim())
  .pipe(z.string().min(1, "Paste the link that you were sent."));

/** How a link reaches somebody: by e-mail, else shown once to whoever made it. `problem`: why it was not e-mailed. */
export type Delivery = { by: "mail"; to: string } | { by: "copy"; to: string; link: string; problem: string | null };
