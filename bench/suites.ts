import { z } from "zod";

/** Suites of figures, in the order in which they run. */
export const suiteName = z.enum([
  "list",
  "verification",
  "create",
  "rows",
  "page",
  "rehearsal",
  "deploy",
  "users",
  "sign-in",
  "offboarding",
]);
