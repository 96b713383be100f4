import { parseArgs } from "node:util";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { setPassword } from "@/lib/users/commands";
import { passwordsAreOff } from "@/lib/users/password-sign-in";
import { passwordChange } from "@/lib/users/schema";
import { choosePassword, passwordUsage } from "./chosen-password";
import { fail } from "./command-line";

const usage = `npm run user:password -- --email ada@example.org [--password-stdin]
${passwordUsage} Every session of the user ends.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { email: { type: "string", default: "" }, "password-stdin": { type: "boolean", default: false } },
  });
  const isGiven = values["password-stdin"];
  const input = passwordChange.safeParse({ email: values.email, password: await choosePassword(isGiven) });
  if (!input.success) throw new Error(`${z.prettifyError(input.error)}\n\n${usage}`);
  const { name } = await setPassword(input.data);
  process.stdout.write(`${name} has a new password, and no session any more.\n`);
  const off = passwordsAreOff();
  if (off !== null) process.stdout.write(`${off}\n`);
  if (!isGiven) process.stdout.write(`Password, shown only now: ${input.data.password}\n`);
}

main().catch(fail).finally(closeDatabase);
