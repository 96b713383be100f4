import { countPendingMigrations, migrate } from "@/db/migrate";
import { fail, requireSetting } from "./command-line";

/** `npm run migrate`: brings the database up to date. `--check` changes nothing and fails when it is not. */
async function main(): Promise<void> {
  const url = requireSetting("DATABASE_URL");
  if (process.argv.includes("--check")) {
    const pending = await countPendingMigrations(url);
    if (pending === 0) return;
    throw new Error(
      `The database lacks ${pending} ${pending === 1 ? "migration" : "migrations"}. Run: npm run migrate`,
    );
  }
  await migrate(url);
  process.stdout.write("The database is up to date.\n");
}

main().catch(fail);
