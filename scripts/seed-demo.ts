import { closeDatabase } from "@/db/client";
import { seedDemo } from "@/db/seed";
import { fail, requireSetting } from "./command-line";

/** Makes the demo account in an installation that has none. Part of the first `npm start` in the embedded mode. */
async function main(): Promise<void> {
  try {
    const seeded = await seedDemo(requireSetting("SAMPLE_DATABASE_URL"));
    process.stdout.write(
      seeded ? "The demo account is made.\n" : "There is an account already; nothing was changed.\n",
    );
  } finally {
    await closeDatabase();
  }
}

main().catch(fail);
