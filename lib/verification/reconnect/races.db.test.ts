import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { race } from "@/scripts/testing/race";
import { readsShop, type Succession, startSuccession } from "@/scripts/testing/succession";
import { revokeAdmin } from "../../admins/commands";
import { AppError } from "../../errors";
import { deleteObject } from "../../objects/commands";
import { deployVersion } from "../../objects/deploys/commands";
import { createObject, publishObject, saveDraft } from "../../objects/drafts/commands";
import type { Actor, Environment } from "../../policy";
import { reconnectConnection } from "./commands";

// Two transactions on two connections of the pool, let go together by a third: both have rehearsed by then.

let server: Succession;
let admin: Actor;
let colleague: Actor;
let appId: string;

beforeAll(async () => {
  server = await startSuccession();
  await server.makeTables(["orders", "items"]);
  await server.sql`grant select on all tables in schema shop to successor`;
});

beforeEach(async () => {
  const accountId = await makeAccount();
  [admin, colleague] = [await makeUser({ accountId }), await makeUser({ accountId })];
  appId = await makeApp({ by: admin });
});

afterEach(async () => {
  expect(await wrongCounters(admin.accountId)).toEqual([]);
});

afterAll(async () => {
  await closeDatabase();
  await server.stop();
});

async function makeShared(environment: Environment): Promise<string> {
  const { details, credentials } = server.external;
  return (await makeConnection({ by: admin, admins: [colleague], environment, details, credentials })).id;
}

const makeReader = async (table: string) => (await makeObject({ by: admin, appId, definition: readsShop(table) })).id;

const reconnect = (id: string, by: Actor) => () =>
  reconnectConnection(
    by,
    { attempt: randomUUID(), id, credentials: server.successor },
    { signal: new AbortController().signal, onStage: () => undefined },
  );

const deploy = (objectId: string, connectionId: string) => () =>
  deployVersion(admin, { objectId, version: 1, environment: "test", connectionId, replaces: null });

const onConnection = (id: string) => sql`select from connections where id = ${id} for update`;

/** "done", or what an AppError said. Anything else is a fault. */
function ends(settled: PromiseSettledResult<unknown>): string {
  if (settled.status === "fulfilled") return "done";
  if (settled.reason instanceof AppError) return `${settled.reason.code}: ${settled.reason.message}`;
  throw settled.reason;
}

async function versionOf(id: string): Promise<number> {
  const [row] = await db().execute<{ version: number }>(sql`select version from connections where id = ${id}`);
  return row?.version ?? 0;
}

async function boundTo(id: string): Promise<number> {
  const rows = await db().execute(sql`select from object_bindings where connection_id = ${id}`);
  return rows.length;
}

describe.each([1, 2, 3])("round %i", () => {
  test("deploying, then reconnecting: what was bound meanwhile was not rehearsed, and the old credentials stay", async () => {
    const id = await makeShared("test");
    const objectId = await makeReader("orders");
    const [deployed, reconnected] = await race(onConnection(id), deploy(objectId, id), reconnect(id, colleague));
    expect(ends(deployed)).toBe("done");
    expect(ends(reconnected)).toMatch(/^conflict: An external data object was bound to this connection while/);
    expect([await versionOf(id), await boundTo(id)]).toEqual([1, 1]);
    // Again, it is rehearsed as well.
    expect((await reconnect(id, colleague)()).rehearsal?.total).toBe(1);
    expect(await versionOf(id)).toBe(2);
  });

  test("reconnecting, then deploying: what was tried with the old credentials is not bound to the new ones", async () => {
    const id = await makeShared("test");
    const objectId = await makeReader("orders");
    const [reconnected, deployed] = await race(onConnection(id), reconnect(id, colleague), deploy(objectId, id));
    expect(ends(reconnected)).toBe("done");
    expect(ends(deployed)).toMatch(/^conflict: .* was reconnected meanwhile/);
    expect([await versionOf(id), await boundTo(id)]).toEqual([2, 0]);
  });

  test("publishing, then reconnecting, and the other way round", async () => {
    const id = await makeShared("development");
    const draft = async () => {
      const made = await createObject(admin, { appId, connectionId: id, name: "Items", description: "" });
      const { table, columns } = readsShop("items");
      const { revision } = await saveDraft(admin, {
        id: made.id,
        revision: 0,
        connectionId: id,
        draft: {
          table,
          columns: columns.map(({ name, label, readOnly }) => ({ name, label, readOnly })),
          membersWithUseMay: "read",
        },
      });
      return () => publishObject(admin, { id: made.id, revision });
    };
    const [published, late] = await race(onConnection(id), await draft(), reconnect(id, colleague));
    expect(ends(published)).toBe("done");
    expect(ends(late)).toMatch(/^conflict: An external data object was bound/);
    const [reconnected, again] = await race(onConnection(id), reconnect(id, colleague), await draft());
    expect(ends(reconnected)).toBe("done");
    expect(ends(again)).toMatch(/^conflict: The connection was reconnected this moment/);
    expect([await versionOf(id), await boundTo(id)]).toEqual([2, 1]);
  });

  test("of two who reconnect at once, with the same objects rehearsed, the second is told who came first", async () => {
    const id = await makeShared("development");
    await makeBinding({ by: admin, objectId: await makeReader("orders"), connectionId: id });
    const [first, second] = await race(onConnection(id), reconnect(id, admin), reconnect(id, colleague));
    expect(ends(first)).toBe("done");
    expect(ends(second)).toContain(`conflict: ${admin.name} reconnected this connection`);
    expect(await versionOf(id)).toBe(2);
  });

  test("an object that is deleted meanwhile keeps nobody from reconnecting", async () => {
    const id = await makeShared("development");
    const objectId = await makeReader("orders");
    await makeBinding({ by: admin, objectId, connectionId: id });
    const [deleted, reconnected] = await race(
      onConnection(id),
      () => deleteObject(admin, { id: objectId }),
      reconnect(id, colleague),
    );
    expect([ends(deleted), ends(reconnected)]).toEqual(["done", "done"]);
    expect(await versionOf(id)).toBe(2);
  });

  test("a right that is lost after the rehearsal stops it, whatever list was seen", async () => {
    const id = await makeShared("development");
    await makeBinding({ by: admin, objectId: await makeReader("orders"), connectionId: id });
    const [revoked, reconnected] = await race(
      onConnection(id),
      () => revokeAdmin(admin, { connectionId: id, userId: colleague.id }),
      reconnect(id, colleague),
    );
    expect(ends(revoked)).toBe("done");
    expect(ends(reconnected)).toMatch(/^not_found: /);
    expect(await versionOf(id)).toBe(1);
  });
});
