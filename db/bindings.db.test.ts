import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Actor, Environment } from "@/lib/policy";
import { closeDatabase, db } from "./client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser, makeVersion } from "./factories";
import { violatedConstraint } from "./failures";
import { newId } from "./ids";

// What no command lets through, the database refuses as well: statements as somebody with a console would write them.

type Row = {
  account: string;
  object: string;
  environment: string;
  version: number;
  connection: string;
  connector: string;
  by: string;
};

let builder: Actor;
let objectId: string;
let fitting: Row;

beforeEach(async () => {
  builder = await makeUser({ accountId: await makeAccount() });
  objectId = (await makeObject({ by: builder, appId: await makeApp({ by: builder }) })).id;
  fitting = {
    account: builder.accountId,
    object: objectId,
    environment: "production",
    version: 1,
    connection: await connectionIn("production"),
    connector: "postgresql",
    by: builder.id,
  };
});

afterAll(closeDatabase);

async function connectionIn(environment: Environment, by = builder): Promise<string> {
  return (await makeConnection({ by, environment })).id;
}

/** The constraint that refuses a binding; null when it is stored. */
async function refusalOf(row: Row): Promise<string | null> {
  const { account, object, environment, version, connection, connector, by } = row;
  return refusal(sql`
    insert into object_bindings (account_id, object_id, environment, version, connection_id, connector, bound_by, bound_at)
    values (${account}, ${object}, ${environment}, ${version}, ${connection}, ${connector}, ${by}, now())`);
}

async function refusal(statement: ReturnType<typeof sql>): Promise<string | null> {
  try {
    await db().execute(statement);
    return null;
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === null) throw error;
    return constraint;
  }
}

test("a version is bound to a connection of its own environment, account and connector", async () => {
  expect(await refusalOf(fitting)).toBeNull();
});

test("a version that is not there is bound to nothing", async () => {
  expect(await refusalOf({ ...fitting, version: 2 })).toBe("object_bindings_version_fk");
  await makeVersion({ by: builder, objectId, version: 2 });
  expect(await refusalOf({ ...fitting, version: 2 })).toBeNull();
});

test("nothing is bound to a connection that is not there", async () => {
  expect(await refusalOf({ ...fitting, connection: newId() })).toBe("object_bindings_connection_fk");
  expect(await refusalOf(fitting)).toBeNull();
});

test.each(["development", "test"] as const)("nothing is bound in Production through %s", async (environment) => {
  const connection = await connectionIn(environment);
  expect(await refusalOf({ ...fitting, connection })).toBe("object_bindings_connection_fk");
  expect(await refusalOf({ ...fitting, connection, environment })).toBeNull();
});

test("nothing crosses accounts, whichever of both a binding names as its own", async () => {
  const stranger = await makeUser({ accountId: await makeAccount() });
  const theirs = await connectionIn("production", stranger);
  expect(await refusalOf({ ...fitting, connection: theirs })).toBe("object_bindings_connection_fk");
  const asTheirs = { ...fitting, account: stranger.accountId, connection: theirs, by: stranger.id };
  // The object and its version are foreign then: whichever the server looks at first refuses.
  expect(await refusalOf(asTheirs)).toMatch(/^object_bindings_(object|version)_fk$/);
  expect(await refusalOf({ ...fitting, by: stranger.id })).toBe("object_bindings_bound_by_fk");
  const theirObject = (await makeObject({ by: stranger, appId: await makeApp({ by: stranger }) })).id;
  expect(await refusalOf({ ...asTheirs, object: theirObject })).toBeNull();
});

test("a binding names the connector of its version and of its connection, which is the same", async () => {
  const other = await makeObject({ by: builder, appId: await makeApp({ by: builder }) });
  await db().execute(sql`
    insert into object_versions (account_id, object_id, version, connector, definition, published_by, published_at)
    values (${builder.accountId}, ${other.id}, 2, 'odata', '{}', ${builder.id}, now())`);
  const ofOther = { ...fitting, object: other.id, version: 2 };
  expect(await refusalOf(ofOther)).toBe("object_bindings_version_fk");
  expect(await refusalOf({ ...ofOther, connector: "odata" })).toBe("object_bindings_connection_fk");
  expect(await refusalOf({ ...ofOther, version: 1 })).toBeNull();
});

test("an environment has one binding of an object", async () => {
  expect(await refusalOf(fitting)).toBeNull();
  const connection = await connectionIn("production");
  expect(await refusalOf({ ...fitting, connection })).toBe("object_bindings_pk");
  const test = await connectionIn("test");
  expect(await refusalOf({ ...fitting, environment: "test", connection: test })).toBeNull();
});

test("a binding is not moved to a foreign connection or a version that is gone either", async () => {
  await makeBinding({ by: builder, objectId, connectionId: fitting.connection, environment: "production" });
  const change = (set: ReturnType<typeof sql>) =>
    refusal(sql`update object_bindings set ${set} where object_id = ${objectId} and environment = 'production'`);
  expect(await change(sql`connection_id = ${await connectionIn("test")}`)).toBe("object_bindings_connection_fk");
  expect(await change(sql`environment = 'test'`)).toBe("object_bindings_connection_fk");
  expect(await change(sql`version = 2`)).toBe("object_bindings_version_fk");
  expect(await change(sql`connection_id = ${await connectionIn("production")}`)).toBeNull();
});

test("what is bound is not deleted beneath it; what is not bound is", async () => {
  await makeVersion({ by: builder, objectId, version: 2 });
  await makeBinding({ by: builder, objectId, connectionId: fitting.connection, environment: "production" });
  const free = await connectionIn("production");
  const drop = (id: string) => refusal(sql`delete from connections where id = ${id}`);
  const dropVersion = (version: number) =>
    refusal(sql`delete from object_versions where object_id = ${objectId} and version = ${version}`);
  expect(await drop(fitting.connection)).toBe("object_bindings_connection_fk");
  expect(await drop(free)).toBeNull();
  expect(await dropVersion(1)).toBe("object_bindings_version_fk");
  expect(await dropVersion(2)).toBeNull();
});

test("a bound connection becomes none of another environment, account or connector", async () => {
  await makeBinding({ by: builder, objectId, connectionId: fitting.connection, environment: "production" });
  const free = await connectionIn("production");
  const move = (id: string, set: ReturnType<typeof sql>) =>
    refusal(sql`update connections set ${set} where id = ${id}`);
  for (const set of [sql`environment = 'test'`, sql`connector = 'odata'`]) {
    expect(await move(fitting.connection, set)).toBe("object_bindings_connection_fk");
    expect(await move(free, set)).toBeNull();
  }
});

test.each([
  ["its definition", sql`definition = '{}'`],
  ["its number", sql`version = 7`],
  ["its connector", sql`connector = 'odata'`],
  ["who published it", sql`published_by = published_by`],
  ["when", sql`published_at = now()`],
])("a version never changes: not %s", async (_, set) => {
  const change = sql`update object_versions set ${set} where object_id = ${objectId}`;
  expect(await refusal(change)).toBe("object_versions_unchanging");
  // Its object does: a name is no part of the version.
  expect(await refusal(sql`update external_data_objects set name = 'Another' where id = ${objectId}`)).toBeNull();
});
