import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeBinding, makeConnection, makeUser } from "@/db/factories";
import { letGo } from "@/scripts/testing/let-go";
import {
  askAccess,
  askDeploy,
  eventsOf,
  expire,
  makeRequestScene,
  type RequestScene,
  storedRequest,
} from "@/scripts/testing/requests";
import { revokeAdmin } from "../admins/commands";
import { changeMemberLevel } from "../apps/members/commands";
import { AppError } from "../errors";
import type { Actor } from "../policy";
import { requestDeploy, withdrawRequest } from "./commands";
import { whomToAsk } from "./people/queries";
import { listRequests } from "./queries";

afterAll(closeDatabase);

let scene: RequestScene;

beforeEach(async () => {
  scene = await makeRequestScene();
});

const ask = () => whomToAsk(scene.builder, { objectId: scene.objectId, environment: "production" });
const names = async () => (await ask()).people.map(({ name }) => name);

async function outcome(asking: Promise<unknown>): Promise<string> {
  try {
    await asking;
    return "done";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe("whom to ask", () => {
  test("where nothing is bound: everybody who administers a connection there, without saying which", async () => {
    const { accountId } = scene.builder;
    const other = await makeUser({ accountId, name: "Zoe Maas" });
    await makeConnection({ by: other, environment: "production", name: "A name that nobody may learn" });
    await makeConnection({ by: scene.nobody, environment: "test" });
    await makeConnection({ by: await makeUser({ accountId, status: "deactivated" }), environment: "production" });
    await makeConnection({ by: await makeUser({ accountId: await makeAccount() }), environment: "production" });
    const answer = await ask();
    expect(answer.people.map(({ name }) => name)).toEqual(["Aiko Tanabe", "Priya Raman", "Zoe Maas"]);
    expect(answer.bound).toBeNull();
    expect(JSON.stringify(answer)).not.toContain("A name that nobody may learn");
  });

  test("where something is bound: the admins of that connection alone, which is named", async () => {
    const other = await makeConnection({ by: scene.nobody, environment: "production" });
    expect(await names()).toEqual(["Aiko Tanabe", "Jonas Lindqvist", "Priya Raman"]);
    await makeBinding({
      by: scene.nobody,
      objectId: scene.objectId,
      connectionId: other.id,
      environment: "production",
    });
    expect(await ask()).toMatchObject({ bound: { name: other.name }, people: [{ name: "Jonas Lindqvist" }] });
  });

  test("never oneself", async () => {
    await makeConnection({ by: scene.builder, environment: "production" });
    expect(await names()).toEqual(["Aiko Tanabe", "Priya Raman"]);
  });

  test("nobody: then super admins are named", async () => {
    const testing = await whomToAsk(scene.builder, { objectId: scene.objectId, environment: "test" });
    expect(testing).toMatchObject({ people: [], superAdmins: ["Ines Albrecht"] });
    expect((await ask()).superAdmins).toEqual([]);
  });
});

describe("who may ask", () => {
  const people: [string, (s: RequestScene) => Actor | Promise<Actor>, string][] = [
    ["who manages the app", (s) => s.colleague, "done"],
    ["a member with use", (s) => s.member, "forbidden"],
    ["a super admin who is not a member", (s) => s.superAdmin, "forbidden"],
    ["an admin of the connection who is in no app", (s) => s.admin, "not_found"],
    ["anyone else in the account", (s) => s.nobody, "not_found"],
    [
      "a super admin of another account",
      async () => makeUser({ accountId: await makeAccount(), role: "super_admin" }),
      "not_found",
    ],
    [
      "who managed it and was deactivated",
      async (s) => {
        await letGo(s.superAdmin, s.colleague.id);
        return s.colleague;
      },
      "not_found",
    ],
  ];
  test.each(people)("%s", async (_, who, expected) => {
    const by = await who(scene);
    const { objectId } = scene;
    expect(await outcome(whomToAsk(by, { objectId, environment: "production" }))).toBe(expected);
    expect(await outcome(askDeploy(scene, { by, people: [scene.deputy] }))).toBe(expected);
    expect(await outcome(askAccess(scene, { by, people: [scene.deputy] }))).toBe(expected);
  });
});

test("a question is kept for two weeks, asks each person once, and is recorded with them", async () => {
  const { admin, deputy, builder, objectId } = scene;
  const id = await askDeploy(scene, { people: [admin, deputy, admin], message: "Before the fair" });
  const [row] = (await listRequests(admin, { box: "to_answer" })).rows;
  expect(row).toMatchObject({
    id,
    state: "open",
    version: 1,
    people: [{ name: "Aiko Tanabe" }, { name: "Priya Raman" }],
  });
  const days = (Date.parse(row?.expiresAt ?? "") - Date.parse(row?.requestedAt ?? "")) / 86_400_000;
  expect(days).toBe(14);
  const [event] = await eventsOf(objectId);
  expect(event).toMatchObject({
    action: "request.made",
    actor_id: builder.id,
    data: { requestId: id, kind: "deploy", environment: "production", version: 1, requestedBy: builder.id },
  });
});

describe("people who cannot answer", () => {
  test("are not asked, and with one of them among others nobody is", async () => {
    const asked = askDeploy(scene, { people: [scene.admin, scene.nobody] });
    await expect(asked).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("nobody was asked"),
    });
    expect(await eventsOf(scene.objectId)).toEqual([]);
    expect(await outcome(askDeploy(scene, { people: [scene.admin] }))).toBe("done");
  });

  test("who was revoked between the look and the question is such a person", async () => {
    await revokeAdmin(scene.admin, { connectionId: scene.connectionId, userId: scene.deputy.id });
    expect(await outcome(askDeploy(scene, { people: [scene.deputy] }))).toBe("conflict");
  });

  test("neither is oneself", async () => {
    await makeConnection({ by: scene.builder, environment: "production" });
    expect(await outcome(askDeploy(scene, { people: [scene.builder] }))).toBe("conflict");
  });
});

describe("one open question of a deploy to a place", () => {
  test("a second one is refused and names who asked; in the other environment it is another place", async () => {
    await askDeploy(scene);
    const again = askDeploy(scene, { by: scene.colleague });
    await expect(again).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Hanna Eriksen asked already"),
    });
    await expect(askDeploy(scene)).rejects.toMatchObject({ message: expect.stringContaining("You asked already") });
    await makeConnection({ by: scene.admin, environment: "test" });
    const { objectId, admin, colleague } = scene;
    const elsewhere = { objectId, version: 1, environment: "test" as const, userIds: [admin.id], message: "" };
    expect(await outcome(requestDeploy(colleague, elsewhere))).toBe("done");
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    ["expired", expire, "expired"],
    ["was withdrawn", (id) => withdrawRequest(scene.builder, { id }), "withdrawn"],
    [
      "is of somebody who may not deploy any more",
      () => changeMemberLevel(scene.colleague, { appId: scene.appId, userId: scene.builder.id, level: "use" }),
      "withdrawn",
    ],
    ["is of somebody who was deactivated", () => letGo(scene.superAdmin, scene.builder.id), "withdrawn"],
  ])("one that %s is not in the way, and reads so", async (_, end, state) => {
    const id = await askDeploy(scene);
    await end(id);
    expect((await listRequests(scene.admin, { box: "to_answer" })).rows[0]?.state).toBe(state);
    const place = { objectId: scene.objectId, environment: "production" as const };
    expect((await whomToAsk(scene.colleague, place)).open.deploy).toBeNull();
    await askDeploy(scene, { by: scene.colleague });
    expect((await storedRequest(id))?.state).toBe(state);
  });

  test("the database refuses a second one as well", async () => {
    const id = await askDeploy(scene);
    const copied = db().execute(sql`
      insert into requests (id, account_id, kind, object_id, version, environment, connector, requested_by, requested_at, expires_at)
      select ${randomUUID()}, account_id, kind, object_id, version, environment, connector, requested_by, requested_at, expires_at
      from requests where id = ${id}`);
    await expect(copied).rejects.toMatchObject({ cause: { constraint_name: "requests_open_deploy_key" } });
  });
});

test("access is asked for once by each person, beside a deploy", async () => {
  await askDeploy(scene);
  const id = await askAccess(scene);
  expect(await outcome(askAccess(scene))).toBe("conflict");
  expect(await outcome(askAccess(scene, { by: scene.colleague }))).toBe("done");
  await withdrawRequest(scene.builder, { id });
  expect(await outcome(askAccess(scene))).toBe("done");
  expect((await ask()).open).toMatchObject({ deploy: { self: true }, access: { self: true } });
});

test("what runs there already, and a version that is not there, is not asked for", async () => {
  const { objectId, connectionId, admin } = scene;
  await expect(askDeploy(scene, { version: 2 })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("no version 2"),
  });
  await makeBinding({ by: admin, objectId, connectionId, environment: "production" });
  await expect(askDeploy(scene)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("runs in Production already"),
  });
});
