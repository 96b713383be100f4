import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser, makeVersion } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { letGo } from "@/scripts/testing/let-go";
import { race } from "@/scripts/testing/race";
import { revokeAdmin } from "../../admins/commands";
import { changeMemberLevel, removeMember } from "../../apps/members/commands";
import { deleteConnection } from "../../connections/commands";
import { AppError } from "../../errors";
import type { Actor, Environment } from "../../policy";
import { bindVersion, holdPlace } from "../bindings/commands";
import { deleteObject, lockObject } from "../commands";
import type { Bound } from "../schema";
import { bindRehearsed } from "./commands";

// The moment after the rehearsal: two transactions on two connections of the pool, in both orders, let go by a third.

const rounds = [1, 2, 3];

let superAdmin: Actor;
let manager: Actor;
let builder: Actor;
let colleague: Actor;
let appId: string;
let objectId: string;
/** Of Production, shared by the builder and the colleague. */
let connectionId: string;
let otherId: string;
let developmentId: string;

beforeEach(async () => {
  const accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  [manager, builder, colleague] = [
    await makeUser({ accountId }),
    await makeUser({ accountId }),
    await makeUser({ accountId }),
  ];
  const members = [builder, colleague].map((user) => ({ user, level: "manage" as const }));
  appId = await makeApp({ by: manager, members });
  objectId = (await makeObject({ by: manager, appId })).id;
  await makeVersion({ by: manager, objectId, version: 2 });
  const production = { environment: "production" as const, by: colleague, admins: [builder] };
  connectionId = (await makeConnection(production)).id;
  otherId = (await makeConnection(production)).id;
  developmentId = (await makeConnection({ by: manager })).id;
});

afterEach(async () => {
  expect(await wrongCounters(superAdmin.accountId)).toEqual([]);
  expect(await strays()).toEqual([]);
});

afterAll(closeDatabase);

/** Bindings to what is gone, of another environment or of another account. */
async function strays() {
  const found = await db().execute(sql`
    select b.* from object_bindings b
    left join connections c on c.id = b.connection_id and c.account_id = b.account_id and c.environment = b.environment
      and c.connector = b.connector
    left join object_versions v on v.object_id = b.object_id and v.version = b.version and v.account_id = b.account_id
      and v.connector = b.connector
    where b.account_id = ${superAdmin.accountId} and (c.id is null or v.object_id is null)`);
  return [...found];
}

const bound = () => boundIn("production");

async function boundIn(environment: Environment) {
  return db().execute<{ version: number; connection_id: string }>(
    sql`select version, connection_id::text from object_bindings where object_id = ${objectId} and environment = ${environment}`,
  );
}

/** As publishing does once it has read the table. */
async function publishNext(version: number): Promise<void> {
  await db().transaction(async (tx) => {
    const at = { objectId, environment: "development" as const, connectionId: developmentId };
    const place = await holdPlace(tx, manager, at);
    await lockObject(tx, manager, objectId, "object.edit");
    await makeVersion({ at: tx, by: manager, objectId, version });
    await bindVersion(tx, manager, place, { version });
  });
}

type Deploy = { by?: Actor; version?: number; connection?: string; replaces?: Bound | null };

const deploy =
  ({ by = builder, version = 1, connection = connectionId, replaces = null }: Deploy = {}) =>
  () =>
    db().transaction((tx) =>
      bindRehearsed(tx, {
        by,
        requestedBy: by.id,
        objectId,
        version,
        environment: "production",
        connectionId: connection,
        connectionVersion: 1,
        replaces,
      }),
    );

const onConnection = () => sql`select from connections where id in (${connectionId}, ${otherId}) for update`;
const onObject = () => sql`select from external_data_objects where id = ${objectId} for update`;
const onMembership = () => sql`select from app_members where app_id = ${appId} and user_id = ${builder.id} for update`;

/** "done", or the code of the AppError that refused it. Anything else is a fault. */
function ends(settled: PromiseSettledResult<unknown>): string {
  if (settled.status === "fulfilled") return "done";
  if (settled.reason instanceof AppError) return settled.reason.code;
  throw settled.reason;
}

describe.each(rounds)("round %i", () => {
  test("deploying, then deleting the connection: the delete is refused with the object", async () => {
    const remove = () => deleteConnection(colleague, { id: connectionId });
    const [deployed, deleted] = await race(onConnection(), deploy(), remove);
    expect(ends(deployed)).toBe("done");
    expect(deleted).toMatchObject({ value: { deleted: false, linked: { total: 1 } } });
    expect(await bound()).toMatchObject([{ version: 1, connection_id: connectionId }]);
  });

  test("deleting the connection, then deploying: there is nothing to deploy to", async () => {
    const remove = () => deleteConnection(colleague, { id: connectionId });
    const [deleted, deployed] = await race(onConnection(), remove, deploy());
    expect(deleted).toMatchObject({ value: { deleted: true } });
    expect(ends(deployed)).toBe("not_found");
    expect(await bound()).toEqual([]);
  });

  test("deploying, then revoking who deployed: the binding stays, the right is gone", async () => {
    const revoke = () => revokeAdmin(colleague, { connectionId, userId: builder.id });
    const [deployed, revoked] = await race(onConnection(), deploy(), revoke);
    expect([ends(deployed), ends(revoked)]).toEqual(["done", "done"]);
    expect(await bound()).toMatchObject([{ version: 1, connection_id: connectionId }]);
    await expect(deploy({ version: 2, replaces: { version: 1, connectionId } })()).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("revoking, then deploying by who was revoked: nothing is bound", async () => {
    const revoke = () => revokeAdmin(colleague, { connectionId, userId: builder.id });
    const [revoked, deployed] = await race(onConnection(), revoke, deploy());
    expect([ends(revoked), ends(deployed)]).toEqual(["done", "not_found"]);
    expect(await bound()).toEqual([]);
  });

  test("deploying, then deactivating who deployed: both happen, and neither waits in a circle", async () => {
    const deactivate = () => letGo(superAdmin, builder.id);
    const [deployed, deactivated] = await race(onConnection(), deploy(), deactivate);
    expect([ends(deployed), ends(deactivated)]).toEqual(["done", "done"]);
    expect(await bound()).toHaveLength(1);
  });

  test("deactivating, then deploying by who was deactivated: nothing is bound", async () => {
    const deactivate = () => letGo(superAdmin, builder.id);
    const [deactivated, deployed] = await race(onConnection(), deactivate, deploy());
    expect([ends(deactivated), ends(deployed)]).toEqual(["done", "not_found"]);
    expect(await bound()).toEqual([]);
  });

  test("deploying, then removing who deployed from the app: the binding stays", async () => {
    const remove = () => removeMember(manager, { appId, userId: builder.id });
    const [deployed, removed] = await race(onMembership(), deploy(), remove);
    expect([ends(deployed), ends(removed)]).toEqual(["done", "done"]);
    expect(await bound()).toHaveLength(1);
  });

  test("removing from the app, then deploying by who was removed: nothing is bound", async () => {
    const remove = () => removeMember(manager, { appId, userId: builder.id });
    const [removed, deployed] = await race(onMembership(), remove, deploy());
    expect([ends(removed), ends(deployed)]).toEqual(["done", "not_found"]);
    expect(await bound()).toEqual([]);
  });

  test("taking manage away, then deploying: nothing is bound, and the reason is said", async () => {
    const lower = () => changeMemberLevel(manager, { appId, userId: builder.id, level: "use" });
    const [lowered, deployed] = await race(onMembership(), lower, deploy());
    expect([ends(lowered), ends(deployed)]).toEqual(["done", "forbidden"]);
    expect(await bound()).toEqual([]);
  });

  test("of two deploys at once the second is told who came first", async () => {
    const [first, second] = await race(
      onObject(),
      deploy({ version: 1 }),
      deploy({ by: colleague, version: 2, connection: otherId }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    expect(String(second.status === "rejected" ? second.reason : null)).toContain(
      `${builder.name} bound version 1 in Production in the meantime`,
    );
    expect(await bound()).toMatchObject([{ version: 1, connection_id: connectionId }]);
  });

  test("of two deploys over a binding, each to the connection the other leaves, neither waits in a circle", async () => {
    await makeBinding({ by: builder, objectId, connectionId, environment: "production" });
    const replaces = { version: 1, connectionId };
    const [first, second] = await race(
      onConnection(),
      deploy({ version: 2, connection: otherId, replaces }),
      deploy({ by: colleague, version: 2, replaces }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    expect(await bound()).toMatchObject([{ version: 2, connection_id: otherId }]);
  });

  test.each(["publishing", "deploying"])(
    "beside the next version both happen, each in its place; %s comes first",
    async (order) => {
      const publish = () => publishNext(3);
      const [one, two] =
        order === "publishing" ? await race(onObject(), publish, deploy()) : await race(onObject(), deploy(), publish);
      expect([ends(one), ends(two)]).toEqual(["done", "done"]);
      expect(await bound()).toMatchObject([{ version: 1, connection_id: connectionId }]);
      expect(await boundIn("development")).toMatchObject([{ version: 3 }]);
    },
  );

  test("a version that is published at this moment is deployed as soon as it is there, one that is not there never", async () => {
    const [published, deployed] = await race(onObject(), () => publishNext(3), deploy({ version: 3 }));
    expect(ends(published)).toBe("done");
    // It waits for the object, and looks for the version after that.
    expect(ends(deployed)).toBe("done");
    expect(await bound()).toMatchObject([{ version: 3 }]);
    const missing = deploy({ version: 4, replaces: { version: 3, connectionId } });
    await expect(missing()).rejects.toMatchObject({ code: "conflict" });
  });

  test("deploying, then deleting the object: its new binding goes with it", async () => {
    const remove = () => deleteObject(colleague, { id: objectId });
    const [deployed, deleted] = await race(onObject(), deploy(), remove);
    expect([ends(deployed), ends(deleted)]).toEqual(["done", "done"]);
    expect(await bound()).toEqual([]);
  });

  test("deleting the object, then deploying: nothing is bound", async () => {
    const remove = () => deleteObject(colleague, { id: objectId });
    const [deleted, deployed] = await race(onObject(), remove, deploy());
    expect([ends(deleted), ends(deployed)]).toEqual(["done", "not_found"]);
    expect(await bound()).toEqual([]);
  });
});

test.each(["deleting", "deactivating"])(
  "deleting a bound object beside the deactivation of who deletes it ends for both; %s comes first",
  async (order) => {
    await makeBinding({ by: builder, objectId, connectionId, environment: "production" });
    const remove = () => deleteObject(builder, { id: objectId });
    const deactivate = () => letGo(superAdmin, builder.id);
    if (order === "deleting") {
      const [deleted, deactivated] = await race(onConnection(), remove, deactivate);
      expect([ends(deleted), ends(deactivated)]).toEqual(["done", "done"]);
    } else {
      const [deactivated, deleted] = await race(onConnection(), deactivate, remove);
      expect([ends(deactivated), ends(deleted)]).toEqual(["done", "not_found"]);
      expect(await bound()).toHaveLength(1);
    }
  },
);
