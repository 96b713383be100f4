import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";

/** Never an argument: other users of this machine can read those. */
export const passwordUsage = "Without --password-stdin a password is generated and printed once.";

/** The password that standard input gives, or a generated one (120 bits) that the command prints. */
export async function choosePassword(fromStandardInput: boolean): Promise<string> {
  if (!fromStandardInput) return randomBytes(15).toString("base64url");
  return (await text(process.stdin)).replace(/\r?\n$/, "");
}
