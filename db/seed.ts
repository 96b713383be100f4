import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { ObjectDefinition } from "../lib/objects/schema";
import type { Actor, Environment } from "../lib/policy";
import { demoPassword, demoUsers } from "../lib/users/demo";
import { hashPassword } from "../lib/users/password";
import { createVault, type Vault } from "../lib/vault";
import { db, type Transaction } from "./client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "./factories";
import { newId } from "./ids";
import { accounts, auditEvents } from "./schema";
import { demoConnections, demoPeople } from "./seed-connections";
import { type DemoTable, demoApps, demoObjects } from "./seed-objects";

/**
 * Fills an installation without an account with the demo account, whose connections lead to the sample database. Answers
 * whether it did. Two at once: one does.
 */
export async function seedDemo(sampleDatabaseUrl: string): Promise<boolean> {
  const passwordHash = await hashPassword(demoPassword);
  // A key that nobody has: what it seals reads as it would after a key was lost.
  const lostKey = await createVault(`lost:${randomBytes(32).toString("base64url")}`);
  return db().transaction(async (tx) => {
    await tx.execute(sql`lock table accounts in share row exclusive mode`);
    const [existing] = await tx.select({ id: accounts.id }).from(accounts).limit(1);
    if (existing !== undefined) return false;
    await fill(tx, { sample: new URL(sampleDatabaseUrl), passwordHash, lostKey, now: Date.now() });
    return true;
  });
}

type Context = { sample: URL; passwordHash: string; lostKey: Vault; now: number };

async function fill(tx: Transaction, { sample, passwordHash, lostKey, now }: Context): Promise<void> {
  const daysAgo = (days: number) => new Date(now - days * 86_400_000);
  const accountId = await makeAccount({ at: tx, name: "Norrvik Trading" });

  const people = new Map<string, Actor>();
  for (const user of demoUsers) {
    people.set(user.name, await makeUser({ at: tx, accountId, ...user, passwordHash, createdAt: daysAgo(420) }));
  }
  for (const person of demoPeople) {
    people.set(person.name, await makeUser({ at: tx, accountId, ...person, createdAt: daysAgo(400) }));
  }

  const credentials = { user: decodeURIComponent(sample.username), password: decodeURIComponent(sample.password) };
  const database = decodeURIComponent(sample.pathname.slice(1));
  const details = { host: sample.hostname, port: sample.port, database, tls: "disable" };
  const connections = new Map<string, string>();
  for (const { environment, by, admins, createdDaysAgo, modifiedDaysAgo, lostKey: lost, ...rest } of demoConnections) {
    const made = await makeConnection({
      at: tx,
      ...rest,
      environment,
      by: find(people, by),
      admins: admins.map((name) => find(people, name)),
      details,
      credentials,
      createdAt: daysAgo(createdDaysAgo),
      modifiedAt: daysAgo(modifiedDaysAgo),
      ...(lost === true ? { sealedBy: lostKey } : {}),
    });
    connections.set(`${environment}:${made.name}`, made.id);
  }

  const apps = new Map<string, string>();
  for (const { by, members, createdDaysAgo, ...app } of demoApps) {
    const level = members.map((member) => ({ user: find(people, member.name), level: member.level }));
    const made = { at: tx, ...app, by: find(people, by), members: level, createdAt: daysAgo(createdDaysAgo) };
    apps.set(app.name, await makeApp(made));
  }

  for (const { app, by, table, bindings, publishedDaysAgo, ...object } of demoObjects) {
    const publisher = find(people, by);
    const definition = definitionOf(table);
    const publishedAt = daysAgo(publishedDaysAgo);
    const made = await makeObject({
      at: tx,
      ...object,
      by: publisher,
      appId: find(apps, app),
      definition,
      publishedAt,
    });
    for (const [environment, connection] of Object.entries(bindings)) {
      const place: Environment = environment === "production" || environment === "test" ? environment : "development";
      const connectionId = find(connections, `${place}:${connection}`);
      await makeBinding({
        at: tx,
        by: publisher,
        objectId: made.id,
        connectionId,
        environment: place,
        boundAt: publishedAt,
      });
      const data = { environment: place, version: 1, connectionId, replaced: null };
      await tx.insert(auditEvents).values({
        id: newId(),
        accountId,
        at: publishedAt,
        actorId: publisher.id,
        action: "object.bound",
        subjectId: made.id,
        data,
      });
    }
  }
}

function definitionOf({ schema, name, columns, membersWithUseMay = "read" }: DemoTable): ObjectDefinition {
  return {
    table: { schema, name },
    columns: columns.map(({ name: column, label, type, nativeType = type, choices = null, ...rules }, at) => ({
      name: column,
      label,
      type,
      nativeType,
      primaryKey: at === 0,
      readOnly: rules.readOnly ?? (at === 0 && rules.mandatory !== true),
      nullable: rules.nullable ?? false,
      mandatory: rules.mandatory ?? false,
      generated: false,
      choices: choices === null ? null : [...choices],
    })),
    membersWithUseMay,
  };
}

function find<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`The demo speaks of "${name}", which it does not make.`);
  return found;
}
