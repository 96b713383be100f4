import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import {
  makeAccount,
  makeApp,
  makeBinding,
  makeBreakGlass,
  makeConnection,
  makeObject,
  makeUser,
} from "@/db/factories";
import { apps, connections } from "@/db/schema";
import { bindInDevelopment } from "@/scripts/testing/bindings";
import { breakGlass } from "./admins/break-glass/commands";
import { addAdmins, revokeAdmin } from "./admins/commands";
import { sharePage } from "./admins/queries";
import { takeOver } from "./admins/take-over/commands";
import { appVisibleTo } from "./apps/queries";
import { deleteConnection, renameConnection } from "./connections/commands";
import { listConnections } from "./connections/list/queries";
import { duplicateSource, findConnectionDetail, visibleTo } from "./connections/queries";
import { listInput } from "./connections/schema";
import { AppError } from "./errors";
import { linkedObjects } from "./objects/linked/queries";
import { findObject } from "./objects/queries";
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
  "super admin whose share has not ended yet",
  "super admin whose share is over",
  "member whose share has not ended yet",
  "member whose share is over",
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
    "super admin whose share has not ended yet": await makeUser({ accountId: here, role: "super_admin" }),
    "super admin whose share is over": await makeUser({ accountId: here, role: "super_admin" }),
    // As after a demotion.
    "member whose share has not ended yet": await makeUser({ accountId: here }),
    "member whose share is over": await makeUser({ accountId: here }),
    colleague: await makeUser({ accountId: here }),
  };
  await makeConnection({ by: cast["admin of another account"] });
});

/** A connection that leads nowhere, so that a verification ends at once. */
async function freshConnection(): Promise<{ id: string; name: string }> {
  const connection = await makeConnection({
    by: cast["former admin who created it"],
    creatorLeft: true,
    admins: [cast.admin, cast["super admin who is its admin"], cast.colleague],
    details: { host: "127.0.0.1", port: 1, database: "orders", tls: "disable", ca: "" },
  });
  const shares = [
    ["super admin whose share has not ended yet", 60_000],
    ["super admin whose share is over", -1],
    ["member whose share has not ended yet", 60_000],
    ["member whose share is over", -1],
  ] as const;
  for (const [person, lastsMs] of shares) {
    const endsAt = new Date(Date.now() + lastsMs);
    await makeBreakGlass({ connectionId: connection.id, user: cast[person], endsAt });
  }
  return connection;
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
    expect((await sharePage(actor, id)).admins).toHaveLength(5);
    expect((await linkedObjects(actor, id)).total).toBe(0);
  },
  "connection.add_admin": (actor, { id }) =>
    addAdmins(actor, { connectionId: id, userIds: [cast["another member"].id] }),
  "connection.break_glass": (actor, { id: connectionId }) =>
    breakGlass(actor, { connectionId, reason: "The load stands still again", end: { kind: "after", hours: 1 } }),
  "connection.take_over": (actor, { id: connectionId }) => takeOver(actor, { connectionId }),
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

const superAdminMay = new Set<ConnectionAbility>([
  "connection.see",
  "connection.see_admins",
  "connection.add_admin",
  "connection.break_glass",
]);
const admins: readonly Person[] = [
  "admin",
  "super admin who is its admin",
  "super admin whose share has not ended yet",
  "member whose share has not ended yet",
];

const isForWhoIsNot = new Set<ConnectionAbility>(["connection.break_glass", "connection.take_over"]);

function promised(person: Person, ability: ConnectionAbility): string {
  if (admins.includes(person)) return isForWhoIsNot.has(ability) ? "no" : "yes";
  const isSuperAdmin = person === "super admin" || person === "super admin whose share is over";
  if (isSuperAdmin) return superAdminMay.has(ability) ? "yes" : "no";
  return "404";
}

describe.each(connectionAbilities)("%s, when used", (ability) => {
  test.each(people)("%s", async (person) => {
    const connection = await freshConnection();
    // What ends by itself may be prolonged by a super admin.
    const prolongs = person === "super admin whose share has not ended yet" && ability === "connection.break_glass";
    const expected = prolongs ? "yes" : promised(person, ability);
    expect(await outcome(uses[ability](cast[person], connection))).toBe(expected);
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
  const { role, accountId } = cast[person];
  const seesApp = person === "admin" || (role === "super_admin" && accountId === cast.admin.accountId);
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
