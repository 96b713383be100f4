import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { kindsToldTo, toldTo } from "@/scripts/testing/notices";
import { race } from "@/scripts/testing/race";
import { askAccess, askDeploy, makeRequestScene } from "@/scripts/testing/requests";
import { addAdmins, revokeAdmin } from "../admins/commands";
import { addMembers, addSelf, changeMemberLevel, removeMember } from "../apps/members/commands";
import { type AuditEvent, recordOne } from "../audit/commands";
import type { Actor } from "../policy";
import { confirmAccess, refuseRequest } from "../requests/answers/commands";
import { deactivateUser } from "../users/deactivation/commands";
import { notify } from "./commands";
import type { NoticeRecord } from "./schema";

afterAll(closeDatabase);

let accountId: string;
let admin: Actor;
let colleague: Actor;
let third: Actor;
let superAdmin: Actor;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, name: "Tomasz Wrona" });
  colleague = await makeUser({ accountId, name: "Hanna Eriksen" });
  third = await makeUser({ accountId, name: "Aiko Tanabe" });
  superAdmin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
});

describe("sharing a connection tells", () => {
  test("each person who is added once, of an event of their own, and nobody else", async () => {
    const { id, name } = await makeConnection({ by: admin, environment: "production" });
    await addAdmins(admin, { connectionId: id, userIds: [colleague.id, third.id, colleague.id] });
    await addAdmins(admin, { connectionId: id, userIds: [colleague.id, third.id] });
    const data = { by: "Tomasz Wrona", connectionId: id, name, environment: "production" };
    expect(await toldTo(colleague)).toMatchObject([{ kind: "connection.shared", data }]);
    expect(await toldTo(third)).toMatchObject([{ kind: "connection.shared", data }]);
    const [[one], [other]] = await Promise.all([toldTo(colleague), toldTo(third)]);
    expect(one?.event_id).not.toBe(other?.event_id);
    expect(await subjectOf(one?.event_id)).toEqual({ user: colleague.id });
    expect([await kindsToldTo(admin), await kindsToldTo(superAdmin)]).toEqual([[], []]);
  });

  test("nobody when it was refused", async () => {
    const { id } = await makeConnection({ by: admin });
    const gone = await makeUser({ accountId, status: "deactivated" });
    const added = addAdmins(admin, { connectionId: id, userIds: [colleague.id, gone.id] });
    await expect(added).rejects.toMatchObject({ code: "conflict" });
    expect([await kindsToldTo(colleague), await kindsToldTo(gone)]).toEqual([[], []]);
  });

  test("whoever loses their access, and not who gives up their own", async () => {
    const { id, name } = await makeConnection({ by: admin, admins: [colleague, third] });
    await revokeAdmin(admin, { connectionId: id, userId: colleague.id });
    await revokeAdmin(third, { connectionId: id, userId: third.id });
    const data = { by: "Tomasz Wrona", connectionId: id, name, environment: "development" };
    expect(await toldTo(colleague)).toMatchObject([{ kind: "connection.revoked", data }]);
    expect(await kindsToldTo(third)).toEqual([]);
  });
});

describe("an app tells", () => {
  test("who is added and who is removed, and not who does it to themself", async () => {
    const appId = await makeApp({ by: admin, name: "Deliveries" });
    await addMembers(admin, { appId, userIds: [colleague.id, third.id], level: "use" });
    await addSelf(superAdmin, { id: appId });
    await changeMemberLevel(admin, { appId, userId: third.id, level: "manage" });
    await removeMember(admin, { appId, userId: colleague.id });
    await removeMember(superAdmin, { appId, userId: superAdmin.id });
    const data = { by: "Tomasz Wrona", appId, name: "Deliveries" };
    expect(await toldTo(colleague)).toMatchObject([
      { kind: "app.added", data },
      { kind: "app.removed", data },
    ]);
    expect(await kindsToldTo(third)).toEqual(["app.added"]);
    expect([await kindsToldTo(superAdmin), await kindsToldTo(admin)]).toEqual([[], []]);
  });
});

describe("a request tells", () => {
  test("all who are asked, and who asked of the answer", async () => {
    const scene = await makeRequestScene();
    const requestId = await askDeploy(scene);
    const about = { requestId, asks: "deploy", environment: "production" };
    for (const asked of [scene.admin, scene.deputy]) {
      const data = { ...about, by: "Hanna Eriksen" };
      expect(await toldTo(asked)).toMatchObject([{ kind: "request.made", data }]);
    }
    expect(await kindsToldTo(scene.builder)).toEqual([]);
    await refuseRequest(scene.deputy, { id: requestId, answer: "Not this week" });
    const data = { ...about, by: "Aiko Tanabe", answer: "refused" };
    expect(await toldTo(scene.builder)).toMatchObject([{ kind: "request.answered", data }]);
    const others = [scene.superAdmin, scene.colleague, scene.member, scene.nobody];
    expect(await Promise.all(others.map(kindsToldTo))).toEqual([[], [], [], []]);
    expect(await kindsToldTo(scene.admin)).toEqual(["request.made"]);
  });

  test("who is given access of the answer alone: the connection came with it", async () => {
    const scene = await makeRequestScene();
    const id = await askAccess(scene);
    await confirmAccess(scene.admin, { id, connectionId: scene.connectionId });
    const data = { requestId: id, asks: "access", answer: "confirmed", by: "Priya Raman" };
    expect(await toldTo(scene.builder)).toMatchObject([{ kind: "request.answered", data }]);
  });

  test("nobody of an answer that did not hold", async () => {
    const scene = await makeRequestScene();
    const id = await askAccess(scene);
    const elsewhere = await makeConnection({ by: scene.admin, environment: "test" });
    const confirmed = confirmAccess(scene.admin, { id, connectionId: elsewhere.id });
    await expect(confirmed).rejects.toMatchObject({ code: "conflict" });
    expect(await kindsToldTo(scene.builder)).toEqual([]);
  });
});

const shared = (name: string): NoticeRecord => {
  const connectionId = "01980000-0000-7000-8000-000000000000";
  return { kind: "connection.shared", data: { by: "Tomasz Wrona", connectionId, name, environment: "test" } };
};

async function happen(actorId: string | null = admin.id): Promise<AuditEvent> {
  return db().transaction((tx) =>
    recordOne(tx, { accountId, actorId }, colleague.id, {
      action: "connection.admin_added",
      data: { userId: colleague.id },
    }),
  );
}

describe("an event", () => {
  test("tells each person once, however often it is said, and not who did it", async () => {
    const event = await happen();
    const everybody = [colleague.id, admin.id, third.id, colleague.id];
    await db().transaction((tx) => notify(tx, event, shared("Orders"), everybody));
    await db().transaction((tx) => notify(tx, event, shared("Orders"), everybody));
    expect([await kindsToldTo(colleague), await kindsToldTo(third)]).toEqual([
      ["connection.shared"],
      ["connection.shared"],
    ]);
    expect(await kindsToldTo(admin)).toEqual([]);
  });

  test("that nobody did tells all", async () => {
    const event = await happen(null);
    await db().transaction((tx) => notify(tx, event, shared("Orders"), [admin.id]));
    expect(await kindsToldTo(admin)).toEqual(["connection.shared"]);
  });

  test("tells once when two processes say it at the same time", async () => {
    const event = await happen();
    const processes = [
      openDatabase(process.env.DATABASE_URL ?? "", 1),
      openDatabase(process.env.DATABASE_URL ?? "", 1),
    ];
    const [one, other] = processes.map(({ database }) => () => {
      return database.transaction((tx) => notify(tx, event, shared("Orders"), [colleague.id, third.id]));
    });
    if (one === undefined || other === undefined) throw new Error("There are two.");
    const ends = await race(sql`lock table notices in share mode`, one, other);
    await Promise.all(processes.map(({ close }) => close()));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect([await toldTo(colleague), await toldTo(third)].map(({ length }) => length)).toEqual([1, 1]);
  });

  test("that is undone tells nobody", async () => {
    const undone = db().transaction(async (tx) => {
      const data = { userId: colleague.id };
      const event = await recordOne(tx, { accountId, actorId: admin.id }, colleague.id, {
        action: "connection.admin_added",
        data,
      });
      await notify(tx, event, shared("Orders"), [colleague.id]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await kindsToldTo(colleague)).toEqual([]);
  });

  test("tells no one who is deactivated at the same time", async () => {
    const event = await happen();
    const [deactivated, told] = await race(
      sql`select from users where id = ${colleague.id} for update`,
      () => deactivateUser(superAdmin, { userId: colleague.id }),
      () => db().transaction((tx) => notify(tx, event, shared("Orders"), [colleague.id, third.id])),
    );
    expect([deactivated.status, told.status]).toEqual(["fulfilled", "fulfilled"]);
    expect([await kindsToldTo(colleague), await kindsToldTo(third)]).toEqual([[], ["connection.shared"]]);
  });

  test("tells no one who is deactivated", async () => {
    await deactivateUser(superAdmin, { userId: colleague.id });
    const event = await happen();
    await db().transaction((tx) => notify(tx, event, shared("Orders"), [colleague.id, third.id]));
    expect([await kindsToldTo(colleague), await kindsToldTo(third)]).toEqual([[], ["connection.shared"]]);
  });
});

async function subjectOf(eventId: string | undefined) {
  const [event] = await db().execute(
    sql`select data->>'userId' as user from audit_events where id = ${eventId ?? null}`,
  );
  return event;
}
