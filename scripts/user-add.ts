import { parseArgs } from "node:util";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { addUser } from "@/lib/users/commands";
import { newUser } from "@/lib/users/schema";
import { choosePassword, passwordUsage } from "./chosen-password";
import { fail } from "./command-line";

const usage = `npm run user:add -- --email ada@example.org --name "Ada Lovelace" [--super-admin] [--password-stdin]
${passwordUsage}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      email: { type: "string", default: "" },
      name: { type: "string", default: "" },
      "super-admin": { type: "boolean", default: false },
      "password-stdin": { type: "boolean", default: false },
    },
  });
  const isGiven = values["password-stdin"];
  const password = await choosePassword(isGiven);
  const role = values["super-admin"] ? "super_admin" : "member";
  const input = newUser.safeParse({ email: values.email, name: values.name, role, password });
  if (!input.success) throw new Error(`${z.prettifyError(input.error)}\n\n${usage}`);
  const { email } = await addUser(input.data);
  process.stdout.write(`${input.data.name} can sign in as ${email}.\n`);
  if (!isGiven) process.stdout.write(`Password, shown only now: ${password}\n`);
}

main().catch(fail).finally(closeDatabase);
