import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { db, openDatabase } from "@/db/client";
import { signInAttempts } from "@/db/schema";
import { env } from "../../env";
import { AppError } from "../../errors";
import { type Attempt, countingTokens, forgetAttempts, reserveAttempt } from "./commands";
import { forgottenAddressRule, forgottenEmailRule, tokenAddressRule } from "./waits";

/** Two processes know of each other only through the database, and so do two pools. */
const pools = [openDatabase(env().databaseUrl, 4), openDatabase(env().databaseUrl, 4)] as const;
const poolOf = (index: number) => pools[index % 2 === 0 ? 0 : 1].database;

beforeEach(async () => {
  await db().delete(signInAttempts);
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const email = () => `${randomUUID()}@norrvik.example`;
const address = "203.0.113.9";
const wrongToken = () => Promise.reject(new AppError("not_found", "This link does not work."));

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const outcome = await attempt.then(
    () => "passed",
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome.code;
  return String(outcome);
}

describe("tokens that do not work are slowed down by address", () => {
  test("sent at once to two processes they get no more tries than one after the other", async () => {
    const tries = Array.from({ length: 2 * tokenAddressRule.free }, (_, index) =>
      codeOf(countingTokens(address, wrongToken, poolOf(index))),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === "not_found")).toHaveLength(tokenAddressRule.free);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(tokenAddressRule.free);
  });

  test("while slowed down not even a right one is looked at; another address goes on, and so do sign-ins", async () => {
    for (let index = 0; index < tokenAddressRule.free; index += 1) {
      await codeOf(countingTokens(address, wrongToken, poolOf(index)));
    }
    let lookedAt = 0;
    const right = async () => {
      lookedAt += 1;
    };
    const refused = countingTokens(address, right, poolOf(1));
    await expect(refused).rejects.toMatchObject({
      code: "rate_limited",
      message: expect.stringMatching(/^Too many links and tokens that do not work\. Try again in \d seconds?\.$/),
    });
    expect(lookedAt).toBe(0);
    await countingTokens("203.0.113.10", right, poolOf(1));
    expect(lookedAt).toBe(1);
    await reserveAttempt({ kind: "sign_in", email: email(), clientAddress: address });
    await db()
      .update(signInAttempts)
      .set({ at: sql`${signInAttempts.at} - make_interval(secs => ${tokenAddressRule.firstMs / 1000})` });
    await countingTokens(address, right);
    expect(lookedAt).toBe(2);
  });

  test("those that work are not counted", async () => {
    for (let index = 0; index < tokenAddressRule.free + 2; index += 1) {
      await countingTokens(address, async () => "right", poolOf(index));
    }
    expect(await db().select().from(signInAttempts)).toEqual([]);
  });
});

describe("asking for a link by e-mail", () => {
  const ask = (attempt: Partial<Attempt> & { email: string }, index: number) =>
    codeOf(reserveAttempt({ kind: "forgotten", clientAddress: `203.0.113.${index}`, ...attempt }, poolOf(index)));

  test("is slowed down per e-mail, from wherever it is asked and through whichever process", async () => {
    const victim = email();
    const codes = await Promise.all(Array.from({ length: 10 }, (_, index) => ask({ email: victim }, index)));
    expect(codes.filter((code) => code === "passed")).toHaveLength(forgottenEmailRule.free);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(10 - forgottenEmailRule.free);
    expect(await ask({ email: email() }, 1)).toBe("passed");
  });

  test("is slowed down per address, whatever the e-mail", async () => {
    const asked = Array.from({ length: forgottenAddressRule.free + 5 }, (_, index) =>
      codeOf(reserveAttempt({ kind: "forgotten", email: email(), clientAddress: address }, poolOf(index))),
    );
    const codes = await Promise.all(asked);
    expect(codes.filter((code) => code === "passed")).toHaveLength(forgottenAddressRule.free);
  });

  test("takes nobody the tries at their password", async () => {
    const victim = email();
    for (let index = 0; index < forgottenEmailRule.free; index += 1) await ask({ email: victim }, index);
    expect(await ask({ email: victim }, 9)).toBe("rate_limited");
    const reservation = await reserveAttempt({ kind: "sign_in", email: victim, clientAddress: address });
    await forgetAttempts(reservation);
    expect(await ask({ email: victim }, 10)).toBe("rate_limited");
  });
});
