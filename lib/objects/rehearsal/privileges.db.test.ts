import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { sqlNames, startTrials, type Trials, trialNames, tryTrial } from "@/scripts/testing/trials";
import { keptSessions } from "../../connections/kept-sessions";
import type { CheckName, Finding } from "./schema";

let trials: Trials;
let objectId: string;
const { schema, table, id, state, total } = sqlNames;
/** Every column of the version. */
const all = [trialNames.id, trialNames.note, trialNames.state, trialNames.total];

beforeAll(async () => {
  trials = await startTrials();
});

beforeEach(async () => {
  await trials.reset();
  ({ objectId } = await trials.publish());
});

afterEach(() => keptSessions().close());

afterAll(async () => {
  await trials.stop();
  await closeDatabase();
});

const tryVersion = () => tryTrial(trials, objectId);

/** As a person runs it who copied it: only the user's name is another. */
async function run(findings: readonly Finding[]): Promise<void> {
  for (const { statement } of findings) {
    expect(statement).toContain(" TO database_user;");
    await trials.sql.unsafe((statement ?? "").replaceAll("database_user", "reader"));
  }
}

const passed = { outcome: "passed", checks: [], findings: [] };

describe("a privilege that is missing is shown with the statement that gives it, which then passes:", () => {
  const others = [id, state, total].join(", ");
  test.each<[string, string, Finding["severity"], CheckName, readonly string[]]>([
    ["USAGE of the schema", `revoke usage on schema ${schema} from reader`, "failure", "table", all],
    [
      "everything",
      `revoke all on ${table} from reader; revoke all on schema ${schema} from reader`,
      "failure",
      "table",
      all,
    ],
    ["SELECT of the table", `revoke select on ${table} from reader`, "failure", "table", all],
    [
      "SELECT of a column",
      `revoke select on ${table} from reader; grant select (${others}) on ${table} to reader`,
      "failure",
      "privileges",
      [trialNames.note],
    ],
    [
      "INSERT of the table",
      `revoke insert on ${table} from reader`,
      "failure",
      "privileges",
      [trialNames.note, trialNames.state],
    ],
    [
      "INSERT of a column",
      `revoke insert on ${table} from reader; grant insert (${others}) on ${table} to reader`,
      "failure",
      "privileges",
      [trialNames.note],
    ],
    [
      "UPDATE of the table",
      `revoke update on ${table} from reader`,
      "failure",
      "privileges",
      [trialNames.note, trialNames.state],
    ],
    [
      "UPDATE of a column",
      `revoke update on ${table} from reader; grant update (${others}) on ${table} to reader`,
      "failure",
      "privileges",
      [trialNames.note],
    ],
    [
      "USAGE of a sequence",
      `alter table ${table} alter column ${id} drop identity; create sequence ${schema}."s ""q"; alter table ${table} alter column ${id} set default nextval('${schema}."s ""q"')`,
      "failure",
      "privileges",
      [],
    ],
    ["DELETE", `revoke delete on ${table} from reader`, "warning", "privileges", []],
  ])("%s", async (_, change, severity, check, columns) => {
    expect(await tryVersion()).toEqual(passed);
    await trials.sql.unsafe(change);
    const tried = await tryVersion();
    expect(tried).toMatchObject({ outcome: severity === "failure" ? "failed" : "warned", checks: [check] });
    expect(tried.findings.map((finding) => [finding.severity, finding.columns])).toEqual([[severity, columns]]);
    // It can be read as it is: nothing in it turns it around.
    expect(tried.findings[0]?.statement).not.toMatch(/\p{Cf}/u);
    await run(tried.findings);
    expect(await tryVersion()).toEqual(passed);
  });

  test("and gives no more than that", async () => {
    await trials.sql.unsafe(`revoke all on ${table} from reader`);
    await run((await tryVersion()).findings);
    const may = async (privilege: string, column: string) => {
      const [row] = await trials.sql`select has_column_privilege('reader', ${table}, ${column}, ${privilege}) as may`;
      return row?.may;
    };
    expect(await may("select", trialNames.total)).toBe(true);
    expect(await may("update", trialNames.note)).toBe(true);
    expect(await may("update", trialNames.total)).toBe(false);
    expect(await may("update", trialNames.id)).toBe(false);
    expect(await may("select", "made")).toBe(false);
  });
});
