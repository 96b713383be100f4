import { hash } from "@node-rs/argon2";
import { test as base } from "@playwright/test";
import postgres, { type Sql } from "postgres";
import { closeDatabase } from "@/db/client";
import { startExternalPostgres } from "@/scripts/testing/external-postgres";
import { type Places, startPlaces } from "@/scripts/testing/places";

/** Of everybody whom tests make. */
export const password = "a password for the tests";

type Owner = { sql: Sql; details: Record<string, string>; credentials: Record<string, string> };

type WorkerFixtures = {
  passwordHash: string;
  /** A server of three databases, whose rows say which environment they are of. */
  places: Places;
  /** Somebody else's server, whose tables a test may change as it likes. */
  owner: Owner;
};

/**
 * What a worker keeps from test to test, made when one first asks for it. All of it stands in the one `test` that every
 * other extends: Playwright ends a worker and its browser before a test whose worker fixtures differ.
 */
export const test = base.extend<object, WorkerFixtures>({
  passwordHash: [
    async ({ browserName: _ }, use) => {
      // As little work as argon2 allows: what a password of people costs is shown where it is set and where it is guessed.
      await use(await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 }));
      await closeDatabase();
    },
    { scope: "worker" },
  ],
  places: [
    async ({ browserName: _ }, use) => {
      const places = await startPlaces();
      await use(places);
      await places.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  owner: [
    async ({ browserName: _ }, use) => {
      const external = await startExternalPostgres("a password of the external server");
      const sql = postgres(external.superuserUrl, { max: 2, onnotice: () => undefined });
      await use({ sql, details: external.details, credentials: external.credentials });
      await sql.end();
      await external.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});
