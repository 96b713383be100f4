import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { type ExternalPostgres, startExternalPostgres } from "@/scripts/testing/external-postgres";
import { listConnections } from "../connections/list/queries";
import { listInput } from "../connections/schema";
import { connectSampleDatabase } from "./commands";

let sample: ExternalPostgres;

beforeAll(async () => {
  sample = await startExternalPostgres("p@ss word");
  process.env.LINKSPAN_EMBEDDED = "1";
  const url = new URL(`postgres://127.0.0.1:${sample.details.port}/postgres`);
  url.username = sample.credentials.user;
  url.password = sample.credentials.password;
  process.env.SAMPLE_DATABASE_URL = url.href;
});

afterAll(async () => {
  await sample.stop();
  await closeDatabase();
});

test("connecting the sample database makes a real connection under the first free name", async () => {
  const actor = await makeUser({ accountId: await makeAccount() });
  await makeConnection({ by: actor, name: "Sample database 2" });
  const watch = { signal: new AbortController().signal, onStage: () => undefined };
  const connect = () => connectSampleDatabase(actor, { attempt: randomUUID() }, watch);
  expect((await connect()).stored?.name).toBe("Sample database");
  const [first, second] = await Promise.all([connect(), connect()]);
  expect([first.stored?.name, second.stored?.name].sort()).toEqual(["Sample database 3", "Sample database 4"]);
  const { rows } = await listConnections(actor, listInput.parse({ q: "sample" }));
  expect(rows.map(({ status, environment }) => [status, environment])).toEqual(
    Array.from({ length: 4 }, () => ["connected", "development"]),
  );
});
