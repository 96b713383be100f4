import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { connections, users } from "@/db/schema";
import { type ActionRequest, runGuarded } from "./action-guard";
import { findActorOf, requireSignedIn } from "./actor";
import { deleteConnection, renameConnection } from "./connections/commands";
import { deleteInput, renameInput } from "./connections/schema";
import { env } from "./env";
import { AppError } from "./errors";
import type { Actor } from "./policy";
import { sealSession, sessionCookieName } from "./users/session-token";

type Sent = { origin?: string | null; token?: string | null };

let actor: Actor;
let connectionId: string;
let token: string;

beforeEach(async () => {
  actor = await makeUser({ accountId: await makeAccount() });
  ({ id: connectionId } = await makeConnection({ by: actor, name: "Orders warehouse" }));
  token = await sealSession({ userId: actor.id, epoch: 0 });
});

/** A post as a browser sends it; `null` leaves a header out. */
function received({ origin = env().publicUrl.origin, token: sent = token }: Sent = {}): ActionRequest {
  const headers = new Headers();
  if (origin !== null) headers.set("origin", origin);
  if (sent !== null) headers.set("cookie", `theme=dark; ${sessionCookieName()}=${sent}`);
  const request = new Request(`${env().publicUrl.origin}/connections`, { method: "POST", headers, body: "[]" });
  const cookie = new RegExp(`${sessionCookieName()}=([^;]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
  return { headers: request.headers, requireActor: async () => requireSignedIn(await findActorOf(cookie)) };
}

function rename(request: ActionRequest, id = connectionId) {
  const input = { id, name: "Renamed", previousName: "Orders warehouse" };
  return runGuarded(request, renameInput, input, renameConnection);
}

async function storedName(): Promise<string | undefined> {
  const [row] = await db().select({ name: connections.name }).from(connections).where(eq(connections.id, connectionId));
  return row?.name;
}

test("a post from our own page with a session does what it says", async () => {
  expect(await rename(received())).toMatchObject({ ok: true });
  expect(await storedName()).toBe("Renamed");
});

describe("a post that changes nothing", () => {
  test.each([
    ["no Origin", { origin: null }, "forbidden"],
    ["a foreign Origin", { origin: "https://evil.example" }, "forbidden"],
    ["an opaque Origin", { origin: "null" }, "forbidden"],
    ["another port of this machine", { origin: "http://127.0.0.1:3999" }, "forbidden"],
    ["no session", { token: null }, "unauthorized"],
    ["a token that is none", { token: "eyJ.a.b.c.d" }, "unauthorized"],
  ] as const)("%s", async (_, sent, code) => {
    expect(await rename(received(sent))).toMatchObject({ ok: false, error: { code } });
    expect(await storedName()).toBe("Orders warehouse");
  });

  test("a deactivated user's session", async () => {
    await db().update(users).set({ status: "deactivated" }).where(eq(users.id, actor.id));
    expect(await rename(received())).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    expect(await storedName()).toBe("Orders warehouse");
  });

  test("a session from before all of the user's sessions were ended", async () => {
    await db()
      .update(users)
      .set({ sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(eq(users.id, actor.id));
    expect(await rename(received())).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    const later = await sealSession({ userId: actor.id, epoch: 1 });
    expect(await rename(received({ token: later }))).toMatchObject({ ok: true });
  });

  test("a session sealed with another secret, or past its age", async () => {
    const claims = { userId: actor.id, epoch: 0 };
    const forged = await encode({ token: claims, secret: "another secret, just as long as ours is" });
    const old = await encode({ token: claims, secret: env().authSecret, maxAge: -60 });
    const empty = await encode({ token: {}, secret: env().authSecret });
    for (const each of [forged, old, empty]) {
      expect(await rename(received({ token: each }))).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    }
    expect(await storedName()).toBe("Orders warehouse");
  });

  test("a forged id: of nothing, of another account, and no id at all", async () => {
    const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
    const { id: foreign } = await makeConnection({ by: stranger, name: "Orders warehouse" });
    for (const id of [randomUUID(), foreign]) {
      expect(await rename(received(), id)).toMatchObject({ ok: false, error: { code: "not_found" } });
      expect(await runGuarded(received(), deleteInput, { id }, deleteConnection)).toMatchObject({
        ok: false,
        error: { code: "not_found" },
      });
    }
    expect(await rename(received(), "' or 1=1 --")).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { id: expect.any(String) } },
    });
    const [row] = await db().select({ name: connections.name }).from(connections).where(eq(connections.id, foreign));
    expect(row?.name).toBe("Orders warehouse");
  });
});

describe("how it went is said without telling too much", () => {
  const nothing = z.object({});

  test("role and name come from the database, whatever the session was made with", async () => {
    await db().update(users).set({ role: "super_admin", name: "Ada" }).where(eq(users.id, actor.id));
    const result = await runGuarded(received(), nothing, {}, (who) => ({ role: who.role, name: who.name }));
    expect(result).toEqual({ ok: true, value: { role: "super_admin", name: "Ada" } });
  });

  test("the origin is judged before the session, and the session before the input", async () => {
    const strict = z.object({ id: z.uuid() });
    const run = () => Promise.reject(new Error("must not run"));
    const foreign = await runGuarded(received({ origin: null, token: null }), strict, {}, run);
    expect(foreign).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const unknown = await runGuarded(received({ token: null }), strict, {}, run);
    expect(unknown).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  });

  test("input is refused by field, in the schema's words", async () => {
    const schema = z.object({ name: z.string().min(3, "Too short.").regex(/^a/, "Starts with a."), port: z.number() });
    const result = await runGuarded(received(), schema, { name: "x" }, () => null);
    expect(result).toMatchObject({ ok: false, error: { code: "invalid", reference: null } });
    expect(result.ok ? {} : result.error.fields).toEqual({ name: "Too short.", port: expect.any(String) });
  });

  test("a surprise has a reference and none of its own words", async () => {
    const query = () => db().execute(sql`select 1 from nowhere where password = ${"hunter2-marker"}`);
    const result = await runGuarded(received(), nothing, {}, query);
    expect(result).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(JSON.stringify(result)).not.toMatch(/hunter2|nowhere|select/);
    expect(result.ok ? "" : result.error.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });

  test("a refusal keeps its own words, and one with a hidden cause has a reference", async () => {
    const cause = new Error("secret words of a driver");
    const run = () => Promise.reject(new AppError("timeout", "It took too long.", { cause }));
    const result = await runGuarded(received(), nothing, {}, run);
    expect(result).toMatchObject({ ok: false, error: { code: "timeout", message: "It took too long." } });
    expect(result.ok ? null : result.error.reference).not.toBeNull();
    expect(JSON.stringify(result)).not.toContain("driver");
  });

  test("what belongs to the framework goes on", async () => {
    const redirect = new Error("NEXT_REDIRECT");
    const run = () => Promise.reject(redirect);
    await expect(runGuarded(received(), nothing, {}, run, (error) => error === redirect)).rejects.toBe(redirect);
  });
});
