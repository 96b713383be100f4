import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { apps, connections } from "@/db/schema";
import { bindInDevelopment } from "@/scripts/testing/bindings";
import { addAdmins, revokeAdmin } from "./admins/commands";
import { sharePage } from "./admins/queries";
import { listApps } from "./apps/list/queries";
import { appVisibleTo, findApp } from "./apps/queries";
import { deleteConnection, renameConnection } from "./connections/commands";
import { listConnections } from "./connections/list/queries";
import { duplicateSource, findConnectionDetail, visibleTo } from "./connections/queries";
import { listInput } from "./connections/schema";
import { AppError } from "./errors";
import { deleteObject } from "./objects/commands";
import { bindRehearsed } from "./objects/deploys/commands";
import { linkedObjects } from "./objects/linked/queries";
import { findObject, listObjects } from "./objects/queries";
import { type Actor, type ConnectionAbility, connectionAbilities } from "./policy";
import { createConnection, testConnection } from "./verification/commands";
import { reconnectConnection } from "./verification/reconnect/commands";

afterAll(closeDatabase);

const people = [
  "admin",
  "super admin who is its admin",
  "super admin",
  "another member",
  "former admin who created it",
  "admin of another account",
  "super admin of another account",
] as const;
type Person = (typeof people)[number];
type Cast = Record<Person, Actor> & { colleague: Actor };

let cast: Cast;

beforeAll(async () => {
  const [here, elsewhere] = [await makeAccount(), await makeAccount()];
  cast = {
    admin: await makeUser({ accountId: here }),
    "super admin who is its admin": await makeUser({ accountId: here, role: "super_admin" }),
    "super admin": await makeUser({ accountId: here, role: "super_admin" }),
    "another member": await makeUser({ accountId: here }),
    "former admin who created it": await makeUser({ accountId: here }),
    "admin of another account": await makeUser({ accountId: elsewhere }),
    "super admin of another account": await makeUser({ accountId: elsewhere, role: "super_admin" }),
    colleague: await makeUser({ accountId: here }),
  };
  await makeConnection({ by: cast["admin of another account"] });
});

/** A connection that leads nowhere, so that a verification ends at once. */
async function freshConnection(): Promise<{ id: string; name: string }> {
  return makeConnection({
    by: cast["former admin who created it"],
    creatorLeft: true,
    admins: [cast.admin, cast["super admin who is its admin"], cast.colleague],
    details: { host: "127.0.0.1", port: 1, database: "orders", tls: "disable", ca: "" },
  });
}

const credentials = { user: "reader", password: "secret" };
const watch = { signal: new AbortController().signal, onStage: () => undefined };

/** What each ability comes down to when it is used. */
const uses: Record<ConnectionAbility, (actor: Actor, connection: { id: string; name: string }) => Promise<unknown>> = {
  "connection.see": (actor, { id }) => findConnectionDetail(actor, id),
  "connection.see_details": async (actor, { id }) => {
    const { details, address } = await findConnectionDetail(actor, id);
    if (details === null && address === null) throw new AppError("forbidden", "hidden");
    expect(details).toMatchObject({ host: "127.0.0.1" });
  },
  "connection.see_admins": async (actor, { id }) => {
    expect((await sharePage(actor, id)).admins).toHaveLength(3);
    expect((await linkedObjects(actor, id)).total).toBe(0);
  },
  "connection.add_admin": (actor, { id }) =>
    addAdmins(actor, { connectionId: id, userIds: [cast["another member"].id] }),
  "connection.revoke_admin": (actor, { id }) => revokeAdmin(actor, { connectionId: id, userId: cast.colleague.id }),
  "connection.rename": (actor, { id, name }) => renameConnection(actor, { id, name: `${name} 2`, previousName: name }),
  "connection.reconnect": async (actor, { id }) => {
    const done = await reconnectConnection(actor, { attempt: randomUUID(), id, credentials }, watch);
    expect(done.verification.failure?.stage).toBe("reach");
  },
  "connection.delete": async (actor, { id }) => {
    expect(await deleteConnection(actor, { id })).toEqual({ deleted: true });
  },
  "connection.duplicate": (actor, { id }) => duplicateSource(actor, id),
  "connection.use": async (actor, { id }) => {
    const object = await makeObject({ by: actor, appId: await makeApp({ by: actor }) });
    await bindInDevelopment(actor, { objectId: object.id, connectionId: id });
  },
};

async function outcome(use: Promise<unknown>): Promise<string> {
  try {
    await use;
    return "yes";
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return "no";
    if (error instanceof AppError && error.code === "not_found") return "404";
    throw error;
  }
}

const superAdminMay = new Set<ConnectionAbility>(["connection.see", "connection.see_admins", "connection.add_admin"]);

function promised(person: Person, ability: ConnectionAbility): string {
  if (person === "admin" || person === "super admin who is its admin") return "yes";
  if (person === "super admin") return superAdminMay.has(ability) ? "yes" : "no";
  return "404";
}

describe.each(connectionAbilities)("%s, when used", (ability) => {
  test.each(people)("%s", async (person) => {
    const connection = await freshConnection();
    expect(await outcome(uses[ability](cast[person], connection))).toBe(promised(person, ability));
  });
});

test.each(people)("the list shows %s what the rules let them see, and nothing else", async (person) => {
  const { id } = await freshConnection();
  const actor = cast[person];
  const sees = promised(person, "connection.see") === "yes";
  const { rows } = await listConnections(actor, listInput.parse({ sort: "created_at" }));
  const row = rows.find((candidate) => candidate.id === id);
  expect(row !== undefined).toBe(sees);
  if (row === undefined) return;
  expect(row.abilities).toEqual(connectionAbilities.filter((ability) => promised(person, ability) === "yes"));
  expect(row.address !== null).toBe(promised(person, "connection.see_details") === "yes");
});

test.each(people)("the SQL of what %s sees agrees with the rules", async (person) => {
  const { id } = await freshConnection();
  const found = await db()
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.id, id), visibleTo(cast[person])));
  expect(found.length === 1).toBe(promised(person, "connection.see") === "yes");
  const appId = await makeApp({ by: cast.admin });
  const app = await db()
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.id, appId), appVisibleTo(cast[person])));
  const seesApp = ["admin", "super admin", "super admin who is its admin"].includes(person);
  expect(app.length === 1).toBe(seesApp);
});

test("an app's people see its objects' connections by name, connector and state alone", async () => {
  const { admin, "another member": member } = cast;
  const connection = await freshConnection();
  const appId = await makeApp({ by: admin, members: [{ user: member, level: "use" }] });
  const object = await makeObject({ by: admin, appId });
  await makeBinding({ by: admin, objectId: object.id, connectionId: connection.id });
  const [binding] = (await findObject(member, appId, object.id)).bindings;
  expect(binding?.connection).toEqual({
    id: connection.id,
    name: connection.name,
    connector: "postgresql",
    status: "connected",
    visible: false,
  });
});

describe("creating, where only super admins may", () => {
  test.each([
    ["development", "another member", "yes"],
    ["development", "super admin", "yes"],
    ["test", "another member", "no"],
    ["test", "super admin", "yes"],
    ["production", "another member", "no"],
    ["production", "super admin", "yes"],
  ] as const)("in %s %s: %s", async (environment, person, expected) => {
    const input = {
      environment,
      connector: "postgresql" as const,
      details: { host: "127.0.0.1", port: "1", database: "orders", tls: "disable" },
      credentials,
    };
    const tested = testConnection(cast[person], { ...input, attempt: randomUUID() }, watch);
    expect(await outcome(tested)).toBe(expected);
    const name = `Created in ${environment} by ${person}`;
    expect(await outcome(createConnection(cast[person], { ...input, attempt: randomUUID(), name }, watch))).toBe(
      expected,
    );
    const page = await listConnections(cast[person], listInput.parse({ environment }));
    expect(page.createRefusal === null).toBe(expected === "yes");
  });
});

const appPeople = ["manages", "uses", "super admin", "another member", "super admin of another account"] as const;
type AppPerson = (typeof appPeople)[number];

describe.each(appPeople)("in an app, %s", (person) => {
  const may: Record<AppPerson, { see: string; manage: string }> = {
    manages: { see: "yes", manage: "yes" },
    uses: { see: "yes", manage: "no" },
    "super admin": { see: "yes", manage: "no" },
    "another member": { see: "404", manage: "404" },
    "super admin of another account": { see: "404", manage: "404" },
  };

  async function stage() {
    const { admin, colleague } = cast;
    const actor = person === "manages" ? admin : person === "uses" ? colleague : cast[person];
    const appId = await makeApp({ by: admin, members: [{ user: colleague, level: "use" }] });
    const object = await makeObject({ by: admin, appId });
    return { actor, appId, object };
  }

  test("sees it and its objects' names", async () => {
    const { actor, appId, object } = await stage();
    expect(await outcome(findApp(actor, appId))).toBe(may[person].see);
    expect(await outcome(listObjects(actor, appId))).toBe(may[person].see);
    expect(await outcome(findObject(actor, appId, object.id))).toBe(may[person].see);
    expect((await listApps(actor, { q: "" })).rows.some(({ id }) => id === appId)).toBe(may[person].see === "yes");
  });

  test("deletes an object", async () => {
    const { actor, object } = await stage();
    expect(await outcome(deleteObject(actor, { id: object.id }))).toBe(may[person].manage);
  });

  test("binds an object to a connection that is shared with them", async () => {
    const { actor, object } = await stage();
    const { id: connectionId } = await makeConnection({ by: actor });
    const binding = { objectId: object.id, connectionId };
    expect(await outcome(bindInDevelopment(actor, binding))).toBe(may[person].manage);
  });

  test("deploys an object through a connection that is shared with them", async () => {
    const { actor, object } = await stage();
    const { id: connectionId } = await makeConnection({ by: actor, environment: "production" });
    const binding = { objectId: object.id, version: 1, environment: "production" as const, connectionId };
    const rehearsed = { by: actor, requestedBy: actor.id, connectionVersion: 1, ...binding };
    expect(await outcome(db().transaction((tx) => bindRehearsed(tx, rehearsed)))).toBe(may[person].manage);
  });

  test("finds its objects named or only counted on a connection", async () => {
    const { actor, appId, object } = await stage();
    const { id: connectionId } = await makeConnection({ by: cast.admin });
    if (actor.accountId === cast.admin.accountId && actor.id !== cast.admin.id)
      await makeAdmin({ connectionId, user: actor });
    await makeBinding({ by: cast.admin, objectId: object.id, connectionId });
    if (may[person].see === "404" && person === "super admin of another account") {
      expect(await outcome(linkedObjects(actor, connectionId))).toBe("404");
      return;
    }
    const linked = await linkedObjects(actor, connectionId);
    expect(linked.total).toBe(1);
    expect(linked.apps.map(({ id }) => id)).toEqual(may[person].see === "yes" ? [appId] : []);
    expect(linked.hiddenCount).toBe(may[person].see === "yes" ? 0 : 1);
    expect(linked.ask.length > 0).toBe(may[person].see !== "yes");
  });
});

test("an object of one app is not found under another, nor with an id that is nobody's", async () => {
  const { admin } = cast;
  const [one, other] = [await makeApp({ by: admin }), await makeApp({ by: admin })];
  const object = await makeObject({ by: admin, appId: one });
  expect(await outcome(findObject(admin, other, object.id))).toBe("404");
  expect(await outcome(findObject(admin, one, randomUUID()))).toBe("404");
  expect(await outcome(deleteObject(admin, { id: randomUUID() }))).toBe("404");
  expect(await outcome(findConnectionDetail(admin, randomUUID()))).toBe("404");
});
