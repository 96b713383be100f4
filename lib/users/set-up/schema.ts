import { z } from "zod";
import { accountName, email, newPassword, personName } from "../schema";

export const setUpInput = z.object({
  token: z.string().min(1, "Paste the token from the log.").max(100, "This is not the token from the log."),
  organisation: accountName,
  name: personName,
  email,
  password: newPassword,
});
export type SetUpInput = z.output<typeof setUpInput>;
