import { parseArgs } from "node:util";
import { closeDatabase } from "@/db/client";
import { unlinkIdentities } from "@/lib/users/oidc/unlinking/commands";
import { email } from "@/lib/users/schema";
import { fail } from "./command-line";

const usage = `npm run user:unlink -- --email ada@example.org
Forgets who the user is at the identity provider. Their next sign-in there links anew; every session of theirs ends.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { email: { type: "string", default: "" } } });
  const input = email.safeParse(values.email);
  if (!input.success) throw new Error(usage);
  const { name } = await unlinkIdentities(input.data);
  process.stdout.write(`${name} is linked to no identity any more, and has no session.\n`);
}

main().catch(fail).finally(closeDatabase);
