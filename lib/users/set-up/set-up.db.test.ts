import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { accounts, auditEvents, setUpTokens, signIns, users } from "@/db/schema";
import { AppError } from "../../errors";
import { tokenAddressRule } from "../attempts/waits";
import { signIn } from "../sign-in/commands";
import { completeSetUp, offerSetUp } from "./commands";

type Pool = { database: Database; close(): Promise<void> };

const person = {
  organisation: "Norrvik Trading",
  name: "Ada Lovelace",
  email: "ada@norrvik.example",
  password: "correct horse battery",
};

const client = { address: "203.0.113.1", browser: "A browser" };
let admin: ReturnType<typeof postgres>;
let name: string;
let pools: [Pool, Pool];

// Set-up is about an installation without any account, so each test has a database of its own.
beforeEach(async () => {
  admin = postgres(inject("clusterUrl"), { max: 1 });
  name = `set_up_${randomUUID().replaceAll("-", "")}`;
  await admin`create database ${admin(name)} template ${admin(inject("templateDatabase"))}`;
  const url = new URL(inject("clusterUrl"));
  url.pathname = `/${name}`;
  pools = [openDatabase(url.href, 2), openDatabase(url.href, 2)];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await admin`drop database ${admin(name)} with (force)`;
  await admin.end();
});

async function offered(): Promise<string> {
  const token = await offerSetUp(pools[0].database);
  if (token === null) throw new Error("No token was offered.");
  return token;
}

describe("set-up", () => {
  test("the token makes the account, its first super admin and a record of it", async () => {
    const { database } = pools[0];
    const claims = await completeSetUp({ ...person, token: await offered() }, client, database);
    expect(await database.select().from(accounts)).toMatchObject([{ name: "Norrvik Trading" }]);
    expect(await database.select().from(users)).toMatchObject([
      { id: claims.userId, email: person.email, role: "super_admin", status: "active", sessionEpoch: claims.epoch },
    ]);
    expect(await database.select().from(auditEvents)).toMatchObject([
      { action: "account.set_up", actorId: claims.userId },
    ]);
    expect(await database.select().from(signIns)).toMatchObject([
      { userId: claims.userId, method: "set_up", ...client },
    ]);
    const input = { email: person.email, password: person.password };
    expect(await signIn(input, client, database)).toEqual(claims);
  });

  test.each([1, 2, 3])("of two posts at once one wins, whichever process they reach (round %i)", async () => {
    const token = await offered();
    const outcomes = await Promise.allSettled(
      pools.map(({ database }, index) =>
        completeSetUp({ ...person, email: `p${index}@x.example`, token }, client, database),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const loser = outcomes.find((outcome) => outcome.status === "rejected");
    expect(loser?.reason).toMatchObject({ name: "AppError", code: "not_found" });
    expect(await pools[0].database.select().from(accounts)).toHaveLength(1);
    expect(await pools[0].database.select().from(users)).toHaveLength(1);
  });

  test("a wrong token changes nothing and leaves the right one usable", async () => {
    const { database } = pools[0];
    const token = await offered();
    const refused = completeSetUp({ ...person, token: "0000-0000-0000-0000-0000-0000" }, client, database);
    await expect(refused).rejects.toMatchObject({ code: "invalid", fields: { token: expect.any(String) } });
    expect(await database.select().from(accounts)).toEqual([]);
    await completeSetUp({ ...person, token: token.toLowerCase().replaceAll("-", " ") }, client, database);
  });

  test("a restart's token replaces the earlier one, and only hashes are kept", async () => {
    const { database } = pools[0];
    const first = await offered();
    const second = await offered();
    const rows = JSON.stringify(await database.select().from(setUpTokens));
    for (const token of [first, second, second.replaceAll("-", "")]) expect(rows).not.toContain(token);
    await expect(completeSetUp({ ...person, token: first }, client, database)).rejects.toBeInstanceOf(AppError);
    await completeSetUp({ ...person, token: second }, client, database);
  });

  test("once done it is never offered again, and a token that was not used is worth nothing", async () => {
    const { database } = pools[0];
    await completeSetUp({ ...person, token: await offered() }, client, database);
    expect(await offerSetUp(database)).toBeNull();
    const again = completeSetUp({ ...person, email: "b@norrvik.example", token: "any" }, client, database);
    await expect(again).rejects.toMatchObject({ code: "not_found" });
  });

  test("guesses sent at once to two processes are slowed down, and then not even the right token is looked at", async () => {
    const token = await offered();
    const guesses = Array.from({ length: tokenAddressRule.free + 6 }, (_, index) =>
      completeSetUp({ ...person, token: `${index}` }, client, pools[index % 2 === 0 ? 0 : 1].database).then(
        () => "passed",
        (error: { code?: string }) => error.code,
      ),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === "invalid")).toHaveLength(tokenAddressRule.free);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(6);
    const right = { ...person, token };
    await expect(completeSetUp(right, client, pools[1].database)).rejects.toMatchObject({ code: "rate_limited" });
    await completeSetUp(right, { ...client, address: "203.0.113.99" }, pools[1].database);
  });
});
