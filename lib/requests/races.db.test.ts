import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeConnection, makeVersion } from "@/db/factories";
import { strayBindings } from "@/scripts/testing/bindings";
import { wrongCounters } from "@/scripts/testing/counters";
import { letGo } from "@/scripts/testing/let-go";
import { type Parcels, startParcels } from "@/scripts/testing/parcels";
import { race } from "@/scripts/testing/race";
import {
  askDeploy,
  boundNow,
  eventsOf,
  expire,
  makeParcelsScene,
  parcelsDefinition,
  type RequestScene,
  storedRequest,
} from "@/scripts/testing/requests";
import { revokeAdmin } from "../admins/commands";
import { deleteConnection } from "../connections/commands";
import { AppError } from "../errors";
import { deleteObject } from "../objects/commands";
import { bindRehearsed } from "../objects/deploys/commands";
import type { Actor } from "../policy";
import { confirmDeploy, refuseRequest } from "./answers/commands";
import { withdrawRequest } from "./commands";

// Whole commands, the rehearsal on a real server included: both are held by a lock of a third session and let go together.

let parcels: Parcels;
let scene: RequestScene;
/** Asked for by the builder, of the admin and the deputy. */
let id: string;

beforeAll(async () => {
  parcels = await startParcels();
});

beforeEach(async () => {
  scene = await makeParcelsScene(parcels);
  id = await askDeploy(scene);
});

afterEach(async () => {
  const { accountId } = scene.admin;
  expect(await wrongCounters(accountId)).toEqual([]);
  expect(await strayBindings(accountId)).toEqual([]);
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

const onConnection = () => sql`select from connections where id = ${scene.connectionId} for update`;
const onRequest = () => sql`select from requests where id = ${id} for update`;
const onObject = () => sql`select from external_data_objects where id = ${scene.objectId} for update`;

const confirm =
  (by: Actor = scene.admin, replaces: number | null = null) =>
  () =>
    confirmDeploy(by, { id, connectionId: scene.connectionId, replaces });
const withdraw = () => withdrawRequest(scene.builder, { id });
const refuse = () => refuseRequest(scene.deputy, { id, answer: "Not now" });

/** "done", or the code of the AppError that refused it. Anything else is a fault. */
function ends(settled: PromiseSettledResult<unknown>): string {
  if (settled.status === "fulfilled") return "done";
  if (settled.reason instanceof AppError) return settled.reason.code;
  throw settled.reason;
}

async function expectBound(by: Actor): Promise<void> {
  expect(await boundNow(scene)).toMatchObject([{ version: 1, connection_id: scene.connectionId, bound_by: by.id }]);
  expect(await storedRequest(id)).toMatchObject({ state: "confirmed", answered_by: by.id });
}

async function expectNothingBound(state: string): Promise<void> {
  expect(await boundNow(scene)).toEqual([]);
  expect((await storedRequest(id))?.state).toBe(state);
  expect((await eventsOf(scene.objectId)).map(({ action }) => action)).not.toContain("object.bound");
}

describe.each([1, 2])("round %i: a deploy confirmed", () => {
  test("twice at once is done once, and the second is told", async () => {
    const [first, second] = await race(onConnection(), confirm(), confirm(scene.deputy));
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    await expectBound(scene.admin);
    const actions = (await eventsOf(scene.objectId)).map(({ action }) => action);
    expect(actions.filter((action) => action === "object.bound")).toHaveLength(1);
    expect(actions.filter((action) => action === "request.confirmed")).toHaveLength(1);
  });

  test("before it is withdrawn stays, and the withdrawal is told", async () => {
    const [confirmed, withdrawn] = await race(onRequest(), confirm(), withdraw);
    expect([ends(confirmed), ends(withdrawn)]).toEqual(["done", "conflict"]);
    await expectBound(scene.admin);
  });

  test("after it was withdrawn binds nothing", async () => {
    const [withdrawn, confirmed] = await race(onRequest(), withdraw, confirm());
    expect([ends(withdrawn), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("withdrawn");
  });

  test("before somebody else refuses it stays", async () => {
    const [confirmed, refused] = await race(onRequest(), confirm(), refuse);
    expect([ends(confirmed), ends(refused)]).toEqual(["done", "conflict"]);
    await expectBound(scene.admin);
  });

  test("after somebody else refused it binds nothing", async () => {
    const [refused, confirmed] = await race(onRequest(), refuse, confirm());
    expect([ends(refused), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("refused");
  });

  test("after its time was over binds nothing", async () => {
    const [expired, confirmed] = await race(onRequest(), () => expire(id), confirm());
    expect([ends(expired), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("open");
  });

  test("before its confirmer is revoked stays", async () => {
    const revoke = () => revokeAdmin(scene.deputy, { connectionId: scene.connectionId, userId: scene.admin.id });
    const [confirmed, revoked] = await race(onConnection(), confirm(), revoke);
    expect([ends(confirmed), ends(revoked)]).toEqual(["done", "done"]);
    await expectBound(scene.admin);
  });

  test("by who was revoked after the rehearsal binds nothing", async () => {
    const revoke = () => revokeAdmin(scene.deputy, { connectionId: scene.connectionId, userId: scene.admin.id });
    const [revoked, confirmed] = await race(onConnection(), revoke, confirm());
    expect([ends(revoked), ends(confirmed)]).toEqual(["done", "not_found"]);
    await expectNothingBound("open");
  });

  test("by who was deactivated after the rehearsal binds nothing; before that it stays", async () => {
    const deactivate = (user: Actor) => () => letGo(scene.superAdmin, user.id);
    const [deactivated, refused] = await race(onConnection(), deactivate(scene.admin), confirm());
    expect([ends(deactivated), ends(refused)]).toEqual(["done", "not_found"]);
    await expectNothingBound("open");
    const [confirmed, later] = await race(onConnection(), confirm(scene.deputy), deactivate(scene.deputy));
    expect([ends(confirmed), ends(later)]).toEqual(["done", "done"]);
    await expectBound(scene.deputy);
  });

  test("after the connection was reconnected binds nothing: it was another that was rehearsed", async () => {
    const reconnect = async () => {
      await db().execute(sql`update connections set version = version + 1 where id = ${scene.connectionId}`);
    };
    const [reconnected, confirmed] = await race(onConnection(), reconnect, confirm());
    expect([ends(reconnected), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("open");
    expect(await confirm()()).toMatchObject({ confirmed: true });
  });

  test("before the connection is deleted keeps it; after that there is nothing to bind to", async () => {
    const remove = () => deleteConnection(scene.deputy, { id: scene.connectionId });
    const [confirmed, kept] = await race(onConnection(), confirm(), remove);
    expect(ends(confirmed)).toBe("done");
    expect(kept).toMatchObject({ value: { deleted: false, linked: { total: 1 } } });
    await expectBound(scene.admin);
  });

  test("after the connection was deleted binds nothing", async () => {
    const remove = () => deleteConnection(scene.deputy, { id: scene.connectionId });
    const [deleted, confirmed] = await race(onConnection(), remove, confirm());
    expect(deleted).toMatchObject({ value: { deleted: true } });
    expect(ends(confirmed)).toBe("not_found");
    await expectNothingBound("open");
  });

  test("before the object is deleted goes with it", async () => {
    const remove = () => deleteObject(scene.colleague, { id: scene.objectId });
    const [confirmed, deleted] = await race(onObject(), confirm(), remove);
    expect([ends(confirmed), ends(deleted)]).toEqual(["done", "done"]);
    expect(await boundNow(scene)).toEqual([]);
    expect(await storedRequest(id)).toBeUndefined();
  });

  test("after the object was deleted binds nothing", async () => {
    const remove = () => deleteObject(scene.colleague, { id: scene.objectId });
    const [deleted, confirmed] = await race(onObject(), remove, confirm());
    expect([ends(deleted), ends(confirmed)]).toEqual(["done", "conflict"]);
    expect(await boundNow(scene)).toEqual([]);
  });

  test.each(["while it is rehearsed", "after it was rehearsed"])(
    "binds nothing over what somebody else bound there %s",
    async (when) => {
      const { colleague, objectId, builder } = scene;
      await makeVersion({ by: builder, objectId, version: 2, definition: parcelsDefinition });
      const own = await makeConnection({ by: colleague, environment: "production" });
      const place = { objectId, version: 2, environment: "production" as const, connectionId: own.id };
      const bind = () =>
        db().transaction((tx) =>
          bindRehearsed(tx, {
            ...place,
            by: colleague,
            requestedBy: colleague.id,
            connectionVersion: 1,
            replaces: null,
          }),
        );
      // Nothing of ours is held while it is rehearsed: only what the rehearsal needs keeps it waiting.
      const bindFirst = async () => {
        await bind();
        await db().execute(sql`select from connection_credentials limit 1`);
      };
      const [confirmed, bound] =
        when === "while it is rehearsed"
          ? await race(sql`lock table connection_credentials in access exclusive mode`, confirm(), bindFirst)
          : (await race(onObject(), bind, confirm())).reverse();
      expect([confirmed, bound].map((settled) => settled && ends(settled))).toEqual(["conflict", "done"]);
      expect(await boundNow(scene)).toMatchObject([{ version: 2, connection_id: own.id }]);
      expect((await storedRequest(id))?.state).toBe("open");
    },
  );
});
