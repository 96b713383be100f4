import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import {
  makeAccount,
  makeApp,
  makeBinding,
  makeConnection,
  makeObject,
  makeUser,
  sampleDefinition,
} from "@/db/factories";
import type { Actor, Environment } from "../../policy";
import { linkedObjects, linkedTo } from "./queries";

let admin: Actor;
let other: Actor;

beforeEach(async () => {
  const accountId = await makeAccount();
  admin = await makeUser({ accountId });
  other = await makeUser({ accountId });
});

afterAll(closeDatabase);

/** A second version of an object, in another table than the first. */
async function publishAgain({ id, by, table }: { id: string; by: Actor; table: string }): Promise<void> {
  const definition = JSON.stringify({ ...sampleDefinition, table: { schema: "sales", name: table } });
  await db().execute(sql`
    insert into object_versions (account_id, object_id, version, connector, definition, published_by, published_at)
    values (${by.accountId}, ${id}, 2, 'postgresql', ${definition}::jsonb, ${by.id}, now())`);
}

test("each object comes with the version that is bound there, its table, and whether it drifted", async () => {
  const app = await makeApp({ by: admin, name: "Fulfilment" });
  const object = await makeObject({ by: admin, appId: app, name: "Shipments" });
  await publishAgain({ id: object.id, by: admin, table: "shipments_v2" });
  const bind = async (environment: Environment, version: number) => {
    const { id: connectionId } = await makeConnection({ by: admin, environment });
    await makeBinding({ by: admin, objectId: object.id, connectionId, environment, version });
    return connectionId;
  };
  const development = await bind("development", 2);
  const production = await bind("production", 1);
  await db().execute(sql`update object_bindings set drifted_at = now() where environment = 'production'
    and object_id = ${object.id}`);

  const inDevelopment = await linkedObjects(admin, development);
  expect(inDevelopment.connection.environment).toBe("development");
  expect(inDevelopment.apps.flatMap(({ objects }) => objects)).toEqual([
    { id: object.id, name: "Shipments", table: "sales.shipments_v2", version: 2, drifted: false },
  ]);
  const inProduction = await linkedObjects(admin, production);
  expect(inProduction.connection.environment).toBe("production");
  expect(inProduction.apps.flatMap(({ objects }) => objects)).toEqual([
    { id: object.id, name: "Shipments", table: "sales.orders", version: 1, drifted: true },
  ]);
});

test("what is in apps that one cannot see is a number, and nothing of its names is in the answer", async () => {
  const { id } = await makeConnection({ by: admin, admins: [other] });
  const mine = await makeObject({ by: admin, appId: await makeApp({ by: admin }) });
  const theirApp = await makeApp({ by: other, name: "Mergers" });
  const theirs = await makeObject({ by: other, appId: theirApp, name: "Targets" });
  await makeBinding({ by: admin, objectId: mine.id, connectionId: id });
  await makeBinding({ by: other, objectId: theirs.id, connectionId: id });
  const asked = await makeUser({ accountId: admin.accountId, role: "super_admin", name: "Ines Albrecht" });

  const seen = await linkedObjects(admin, id);
  expect(seen).toMatchObject({ total: 2, hiddenCount: 1, ask: ["Ines Albrecht"] });
  for (const secret of ["Mergers", "Targets", theirApp, theirs.id]) {
    expect(JSON.stringify(seen)).not.toContain(secret);
    expect(JSON.stringify(await linkedObjects(other, id))).toContain(secret);
  }
  expect(await linkedObjects(asked, id)).toMatchObject({ total: 2, hiddenCount: 0, ask: [] });
});

type Many = { connectionId: string; environment: Environment; appId: string; count: number };

async function makeMany({ connectionId, environment, appId, count }: Many): Promise<void> {
  const { id: model } = await makeObject({ by: admin, appId });
  await db().execute(sql`
    with made as (
      insert into external_data_objects (id, account_id, app_id, name, description, created_by, created_at, modified_at)
      select gen_random_uuid(), ${admin.accountId}, ${appId}, 'Object ' || n, '', ${admin.id}, now(), now()
      from generate_series(1, ${count}::int) n returning id
    ), published as (
      insert into object_versions (account_id, object_id, version, connector, definition, published_by, published_at)
      select v.account_id, made.id, 1, v.connector, v.definition, v.published_by, v.published_at
      from made, object_versions v where v.object_id = ${model}
    )
    insert into object_bindings (account_id, object_id, environment, version, connection_id, connector, bound_by, bound_at)
    select ${admin.accountId}, id, ${environment}, 1, ${connectionId}, 'postgresql', ${admin.id}, now() from made`);
}

type PlanNode = {
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
};

/** How many rows of a table a plan read, those included that it then threw away. */
function rowsRead(node: PlanNode, table: string): number {
  const own = node["Relation Name"] === table ? node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) : 0;
  return (node.Plans ?? []).reduce((sum, each) => sum + rowsRead(each, table), own * node["Actual Loops"]);
}

test("five hundred objects are found through their connection, however many the account holds elsewhere", async () => {
  const connection = await makeConnection({ by: admin, environment: "test" });
  const elsewhere = await makeConnection({ by: admin });
  const appId = await makeApp({ by: admin });
  await makeMany({ connectionId: connection.id, environment: "test", appId, count: 500 });
  await makeMany({ connectionId: elsewhere.id, environment: "development", appId, count: 10_000 });
  await db().execute(sql`analyze object_bindings, external_data_objects, object_versions, apps`);
  expect(await linkedObjects(admin, connection.id)).toMatchObject({ total: 500, hiddenCount: 0 });

  const query = linkedTo({ id: connection.id, accountId: admin.accountId, environment: "test" }, admin, {});
  const [row] = await db().execute<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    sql`explain (analyze, format json) ${query}`,
  );
  if (row === undefined) throw new Error("There is no plan.");
  for (const table of ["object_bindings", "external_data_objects", "object_versions"]) {
    expect(rowsRead(row["QUERY PLAN"][0].Plan, table), table).toBe(500);
  }
}, 60_000);
