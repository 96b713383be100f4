import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAdmin, makeBinding, makeVersion } from "@/db/factories";
import { strayBindings } from "@/scripts/testing/bindings";
import { wrongCounters } from "@/scripts/testing/counters";
import { letGo } from "@/scripts/testing/let-go";
import { type Parcels, startParcels } from "@/scripts/testing/parcels";
import { race } from "@/scripts/testing/race";
import {
  askAccess,
  askDeploy,
  boundNow,
  eventsOf,
  makeParcelsScene,
  parcelsDefinition,
  type RequestScene,
  storedRequest,
} from "@/scripts/testing/requests";
import { revokeAdmin } from "../admins/commands";
import { changeMemberLevel, removeMember } from "../apps/members/commands";
import { AppError } from "../errors";
import type { Actor } from "../policy";
import { confirmAccess, confirmDeploy } from "./answers/commands";
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
const onRequest = (request = id) => sql`select from requests where id = ${request} for update`;
const onObject = () => sql`select from external_data_objects where id = ${scene.objectId} for update`;
const onUser = (user: Actor) => sql`select from users where id = ${user.id} for update`;
const onMembership = () =>
  sql`select from app_members where app_id = ${scene.appId} and user_id = ${scene.builder.id} for update`;

const confirm =
  (by: Actor = scene.admin, replaces: number | null = null) =>
  () =>
    confirmDeploy(by, { id, connectionId: scene.connectionId, replaces });
const withdraw = () => withdrawRequest(scene.builder, { id });

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

describe.each([1, 2])("round %i: who asked", () => {
  test("and is removed from the app after the yes keeps what was done", async () => {
    const remove = () => removeMember(scene.colleague, { appId: scene.appId, userId: scene.builder.id });
    const [confirmed, removed] = await race(onMembership(), confirm(), remove);
    expect([ends(confirmed), ends(removed)]).toEqual(["done", "done"]);
    await expectBound(scene.admin);
  });

  test("and was removed from the app before it gets nothing", async () => {
    const remove = () => removeMember(scene.colleague, { appId: scene.appId, userId: scene.builder.id });
    const [removed, confirmed] = await race(onMembership(), remove, confirm());
    expect([ends(removed), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("open");
  });

  test("and lost manage before it gets nothing", async () => {
    const lower = () =>
      changeMemberLevel(scene.colleague, { appId: scene.appId, userId: scene.builder.id, level: "use" });
    const [lowered, confirmed] = await race(onMembership(), lower, confirm());
    expect([ends(lowered), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("open");
  });

  test("and was deactivated before it gets nothing", async () => {
    const deactivate = () => letGo(scene.superAdmin, scene.builder.id);
    const [deactivated, confirmed] = await race(onMembership(), deactivate, confirm());
    expect([ends(deactivated), ends(confirmed)]).toEqual(["done", "conflict"]);
    await expectNothingBound("withdrawn");
  });

  test.each(["confirming", "deactivating"])(
    "and administers what is bound there: %s comes first, and neither waits in a circle",
    async (order) => {
      const { builder, objectId, connectionId, superAdmin, admin } = scene;
      await makeVersion({ by: builder, objectId, version: 2, definition: parcelsDefinition });
      await makeAdmin({ connectionId, user: builder });
      await makeBinding({ by: admin, objectId, connectionId, environment: "production", version: 2 });
      const deactivate = () => letGo(superAdmin, builder.id);
      if (order === "confirming") {
        const [confirmed, deactivated] = await race(onConnection(), confirm(admin, 2), deactivate);
        expect([ends(confirmed), ends(deactivated)]).toEqual(["done", "done"]);
        await expectBound(admin);
      } else {
        const [deactivated, confirmed] = await race(onConnection(), deactivate, confirm(admin, 2));
        expect([ends(deactivated), ends(confirmed)]).toEqual(["done", "conflict"]);
        expect(await boundNow(scene)).toMatchObject([{ version: 2 }]);
      }
    },
  );

  test("and a colleague who asks the same at once: one question", async () => {
    await withdraw();
    const [first, second] = await race(
      onObject(),
      () => askDeploy(scene),
      () => askDeploy(scene, { by: scene.colleague }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    const open = await db().execute(
      sql`select requested_by::text from requests where object_id = ${scene.objectId} and state = 'open'`,
    );
    expect([...open]).toEqual([{ requested_by: scene.builder.id }]);
  });
});

describe("somebody who is asked while they leave", () => {
  const onDeputy = () => onUser(scene.deputy);
  const leave = () => letGo(scene.superAdmin, scene.deputy.id);
  const askThem = () => askAccess(scene, { people: [scene.deputy] });

  test("is asked no more once they left", async () => {
    const [left, asked] = await race(onDeputy(), leave, askThem);
    expect([ends(left), ends(asked)]).toEqual(["done", "conflict"]);
  });

  test("is asked when the question came first, and neither waits in a circle", async () => {
    const [asked, left] = await race(onDeputy(), askThem, leave);
    expect([ends(asked), ends(left)]).toEqual(["done", "done"]);
  });
});

describe.each([1, 2])("round %i: access confirmed", () => {
  const yes = (access: string, by: Actor) => () => confirmAccess(by, { id: access, connectionId: scene.connectionId });

  async function isAdmin(user: Actor): Promise<boolean> {
    const rows = await db().execute(
      sql`select from connection_admins where connection_id = ${scene.connectionId} and user_id = ${user.id}`,
    );
    return rows.length === 1;
  }

  test("twice at once adds one admin", async () => {
    const access = await askAccess(scene);
    const [first, second] = await race(onConnection(), yes(access, scene.admin), yes(access, scene.deputy));
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    expect(await storedRequest(access)).toMatchObject({ state: "confirmed", answered_by: scene.admin.id });
    expect(await isAdmin(scene.builder)).toBe(true);
  });

  test("beside its withdrawal: whichever comes first", async () => {
    const access = await askAccess(scene);
    const back = () => withdrawRequest(scene.builder, { id: access });
    const [withdrawn, late] = await race(onRequest(access), back, yes(access, scene.admin));
    expect([ends(withdrawn), ends(late)]).toEqual(["done", "conflict"]);
    expect(await isAdmin(scene.builder)).toBe(false);
    const again = await askAccess(scene);
    const [confirmed, refused] = await race(onRequest(again), yes(again, scene.admin), () =>
      withdrawRequest(scene.builder, { id: again }),
    );
    expect([ends(confirmed), ends(refused)]).toEqual(["done", "conflict"]);
    expect(await isAdmin(scene.builder)).toBe(true);
  });

  test.each(["confirming", "deactivating"])(
    "beside the deactivation of who asked, %s first, leaves no admin who is not active",
    async (order) => {
      const access = await askAccess(scene);
      const deactivate = () => letGo(scene.superAdmin, scene.builder.id);
      const confirmIt = yes(access, scene.admin);
      const outcomes =
        order === "confirming"
          ? await race(onUser(scene.builder), confirmIt, deactivate)
          : (await race(onUser(scene.builder), deactivate, confirmIt)).reverse();
      expect(outcomes.map(ends)).toEqual([order === "confirming" ? "done" : "conflict", "done"]);
      expect(await isAdmin(scene.builder)).toBe(false);
    },
  );

  test("by who was revoked meanwhile adds nobody", async () => {
    const access = await askAccess(scene);
    const revoke = () => revokeAdmin(scene.deputy, { connectionId: scene.connectionId, userId: scene.admin.id });
    const [revoked, confirmed] = await race(onConnection(), revoke, yes(access, scene.admin));
    expect([ends(revoked), ends(confirmed)]).toEqual(["done", "not_found"]);
    expect(await isAdmin(scene.builder)).toBe(false);
    expect((await storedRequest(access))?.state).toBe("open");
  });
});
