import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { auditEvents, users } from "@/db/schema";
import { addUser, setPassword } from "./commands";
import { signIn } from "./sign-in/commands";

const name = `users_${randomUUID().replaceAll("-", "")}`;
const admin = postgres(inject("clusterUrl"), { max: 1 });
let pool: { database: Database; close(): Promise<void> };
const client = { address: "203.0.113.1", browser: "A browser" };
const ada = {
  email: "ada@norrvik.example",
  name: "Ada Lovelace",
  role: "member",
  password: "correct horse battery",
} as const;

// The command is for an installation's only account, so that it needs a database with none but ours.
beforeAll(async () => {
  await admin`create database ${admin(name)} template ${admin(inject("templateDatabase"))}`;
  const url = new URL(inject("clusterUrl"));
  url.pathname = `/${name}`;
  pool = openDatabase(url.href, 2);
});
afterAll(async () => {
  await pool.close();
  await admin`drop database ${admin(name)} with (force)`;
  await admin.end();
});

test("a user is added to the only account, on record, and can sign in", async () => {
  const { database } = pool;
  await expect(addUser(ada, database)).rejects.toMatchObject({ code: "conflict", message: /no account yet/ });
  const accountId = await makeAccount({ at: database });

  const { id } = await addUser(ada, database);
  expect(await signIn(ada, client, database)).toEqual({ userId: id, epoch: 0 });
  const [event] = await database.select().from(auditEvents).where(eq(auditEvents.subjectId, id));
  expect(event).toMatchObject({ accountId, action: "user.added", actorId: null });
  expect(JSON.stringify(event)).not.toContain(ada.password);

  await expect(addUser({ ...ada, name: "Another" }, database)).rejects.toMatchObject({ code: "conflict" });
  expect(await database.select().from(users)).toHaveLength(1);
  expect(await database.select().from(auditEvents)).toHaveLength(1);

  await makeAccount({ at: database });
  const ambiguous = addUser({ ...ada, email: "b@norrvik.example" }, database);
  await expect(ambiguous).rejects.toMatchObject({ code: "conflict", message: /more than one account/ });
});

test("a new password replaces the old one and ends the user's sessions", async () => {
  const { database } = pool;
  const accountId = await makeAccount({ at: database });
  const { id } = await makeUser({ at: database, accountId, email: "bo@norrvik.example" });
  await setPassword({ email: "bo@norrvik.example", password: "a first password" }, database);
  await setPassword({ email: "bo@norrvik.example", password: "another password" }, database);
  const bo = { email: "bo@norrvik.example", password: "another password" };
  expect(await signIn(bo, client, database)).toEqual({ userId: id, epoch: 2 });
  const old = signIn({ ...bo, password: "a first password" }, client, database);
  await expect(old).rejects.toMatchObject({ code: "unauthorized" });

  await database.update(users).set({ status: "deactivated" }).where(eq(users.id, id));
  await expect(setPassword(bo, database)).rejects.toMatchObject({ code: "not_found" });
});
