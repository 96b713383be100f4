import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { type ExternalPostgres, startExternalPostgres } from "@/scripts/testing/external-postgres";

const right = `marker-right-${randomBytes(9).toString("hex")}`;
const wrong = `marker-wrong-${randomBytes(9).toString("hex")}`;

let external: ExternalPostgres;
let output: string;
let dump: string;

beforeAll(async () => {
  external = await startExternalPostgres(right);
  const argument = JSON.stringify({ details: external.details, user: external.credentials.user, right, wrong });
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/testing/marker-flows.ts", argument], {
    env: { ...process.env, LOG_LEVEL: "trace" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [standard, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  output = standard + error;
  dump = await dumpDatabase();
});

afterAll(async () => {
  await external.stop();
  await closeDatabase();
});

async function dumpDatabase(): Promise<string> {
  const tables = await db().execute<{ name: string }>(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')`);
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db().execute<{ row: string }>(sql.raw(`select t::text as row from ${name} t`));
      return rows.map(({ row }) => row).join("\n");
    }),
  );
  return texts.join("\n");
}

/** The marker as it is, and as other notations would carry it. */
function disguises(marker: string): string[] {
  const bytes = Buffer.from(marker);
  // Base64 of the middle, whatever stands before it: three alignments.
  const aligned = [0, 1, 2].map((skip) => bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3));
  return [
    marker,
    bytes.toString("hex"),
    ...aligned.map((part) => part.toString("base64url")),
    [...marker].reverse().join(""),
  ];
}

test("every flow ran as meant", () => {
  const said = output
    .split("\n")
    .filter((line) => line.startsWith('{"what"'))
    .join("\n");
  const failedAt = (what: string, stage: string) =>
    new RegExp(`"what":"${what}","value":\\{"type":"done".*"failure":\\{"stage":"${stage}"`);
  expect(said).toMatch(failedAt("test wrong", "sign_in"));
  expect(said).toMatch(failedAt("test elsewhere", "open_database"));
  expect(said).toMatch(failedAt("test closed", "reach"));
  expect(said).toMatch(failedAt("create wrong", "sign_in"));
  expect(said).toMatch(failedAt("reconnect wrong", "sign_in"));
  expect(said).toMatch(/"what":"create","value":\{"type":"done".*"stored":\{"id"/);
  expect(said).toMatch(/"what":"reconnect","value":\{"type":"done".*"stored":\{"id"/);
  expect(said).toMatch(/"what":"create again","value":\{"type":"refused","error":\{"code":"conflict"/);
  expect(said).toMatch(/"what":"refused by the form","value":\{"type":"refused","error":\{"code":"invalid"/);
  expect(said).toMatch(/"what":"broken store","value":\{"type":"refused","error":\{"code":"internal"/);
  expect(said).toMatch(/"what":"broken reconnect","value":\{"type":"refused","error":\{"code":"internal"/);
  expect(said).toMatch(/"what":"rotate"/);
  expect(output).toContain("verification failed");
  expect(output).toContain("failed inside");
  expect(dump).toContain('"ciphertext"');
});

test.each([
  ["the password that worked", right],
  ["the password that did not", wrong],
])("%s is in no answer, no log line and no column", (_, marker) => {
  for (const disguise of disguises(marker)) {
    expect(output.includes(disguise)).toBe(false);
    expect(dump.includes(disguise)).toBe(false);
  }
});
