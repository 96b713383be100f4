import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, openDatabase } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { signInAttempts, users } from "@/db/schema";
import { env } from "../../env";
import { AppError } from "../../errors";
import { addressRule, emailRule } from "../attempts/waits";
import { hashPassword } from "../password";
import { signIn } from "./commands";

const password = "correct horse battery";
const pools = [openDatabase(env().databaseUrl, 4), openDatabase(env().databaseUrl, 4)] as const;
let accountId: string;
let passwordHash: string;
let addresses = 0;
/** An address that no other test has used up. */
function freshAddress(): string {
  addresses += 1;
  return `203.0.${113 + Math.floor(addresses / 250)}.${addresses % 250}`;
}

const from = (address: string) => ({ address, browser: "A browser" });

beforeAll(async () => {
  accountId = await makeAccount();
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  await db().delete(signInAttempts);
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

async function refusalOf(attempt: Promise<unknown>): Promise<AppError> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error(`Expected a refusal, got ${String(error)}.`);
}

const wrong = (email: string, address = freshAddress()) =>
  refusalOf(signIn({ email, password: "not the password" }, from(address)));

/** The clock goes on while a test runs, so that the words can name a second less than the rule. */
const secondsToWait = (refusal: AppError) => Number(/in (\d+) seconds?/.exec(refusal.message)?.[1]);

/** Lets the recorded attempts be `seconds` older. */
const letPass = (seconds: number) =>
  db()
    .update(signInAttempts)
    .set({ at: sql`${signInAttempts.at} - make_interval(secs => ${seconds})` });

describe("who may sign in", () => {
  test("the right password gives a session of the user's epoch", async () => {
    const user = await makeUser({ accountId, passwordHash });
    await db().update(users).set({ sessionEpoch: 4 }).where(eq(users.id, user.id));
    expect(await signIn({ email: user.email, password }, from(freshAddress()))).toEqual({ userId: user.id, epoch: 4 });
  });

  test("unknown, wrong, deactivated and without a password are refused in the same words", async () => {
    const known = await makeUser({ accountId, passwordHash });
    const deactivated = await makeUser({ accountId, passwordHash, status: "deactivated" });
    const without = await makeUser({ accountId, passwordHash: null });
    const refusals = await Promise.all([
      wrong(`${randomUUID()}@norrvik.example`),
      wrong(known.email),
      refusalOf(signIn({ email: deactivated.email, password }, from(freshAddress()))),
      refusalOf(signIn({ email: without.email, password: "" }, from(freshAddress()))),
    ]);
    expect(new Set(refusals.map(({ code, message }) => `${code} ${message}`)).size).toBe(1);
    expect(refusals[0]?.code).toBe("unauthorized");
  });

  test("an unknown email costs the same work as a known one", async () => {
    const known = await makeUser({ accountId, passwordHash });
    const cpuUs = { known: 0, unknown: 0 };
    const kinds = ["known", "unknown"] as const;
    for (let round = -3; round < 16; round += 1) {
      // Taken in turns and after a few for warming up: whoever comes first pays for what both need.
      for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
        await db().delete(signInAttempts);
        // Time on the processor, hashing threads included: unlike the clock it does not depend on who else is busy.
        const before = process.cpuUsage();
        await wrong(kind === "known" ? known.email : `${randomUUID()}@norrvik.example`);
        const used = process.cpuUsage(before);
        if (round >= 0) cpuUs[kind] += used.user + used.system;
      }
    }
    // Without the work it is some 0.2.
    expect(cpuUs.unknown / cpuUs.known).toBeGreaterThan(0.7);
    expect(cpuUs.unknown / cpuUs.known).toBeLessThan(1.4);
  });
});

describe("wrong passwords are slowed down", () => {
  test("per email, whatever address they come from, and with how long to wait", async () => {
    const user = await makeUser({ accountId, passwordHash });
    for (let attempt = 0; attempt < emailRule.free; attempt += 1) {
      expect((await wrong(user.email)).code).toBe("unauthorized");
    }
    const refusal = await wrong(user.email);
    expect(refusal.code).toBe("rate_limited");
    expect(refusal.message).toMatch(/^Too many wrong passwords\. Try again in \d+ seconds?\.$/);
    expect(secondsToWait(refusal)).toBeLessThanOrEqual(10);
    expect((await refusalOf(signIn({ email: user.email, password }, from(freshAddress())))).code).toBe("rate_limited");
    const other = await makeUser({ accountId, passwordHash });
    expect(await signIn({ email: other.email, password }, from(freshAddress()))).toMatchObject({ userId: other.id });
  });

  test("waiting as told is enough, and the next wrong one waits twice as long", async () => {
    const user = await makeUser({ accountId, passwordHash });
    for (let attempt = 0; attempt < emailRule.free; attempt += 1) await wrong(user.email);
    await letPass(10);
    expect((await wrong(user.email)).code).toBe("unauthorized");
    const doubled = secondsToWait(await wrong(user.email));
    expect(doubled).toBeGreaterThan(10);
    expect(doubled).toBeLessThanOrEqual(20);
    await letPass(20);
    expect(await signIn({ email: user.email, password }, from(freshAddress()))).toMatchObject({ userId: user.id });
    expect((await wrong(user.email)).code).toBe("unauthorized");
  });

  test("a refusal by the limit is not counted: it cannot go on for ever", async () => {
    const user = await makeUser({ accountId, passwordHash });
    for (let attempt = 0; attempt < emailRule.free; attempt += 1) await wrong(user.email);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(secondsToWait(await wrong(user.email))).toBeLessThanOrEqual(10);
    }
    expect(await db().select().from(signInAttempts)).toHaveLength(2 * emailRule.free);
  });

  test("per network address, whatever email they try, and an IPv6 network is one address", async () => {
    const user = await makeUser({ accountId, passwordHash });
    const network = "2001:db8:7:7";
    for (let attempt = 0; attempt < addressRule.free; attempt += 1) {
      await wrong(`${randomUUID()}@norrvik.example`, `${network}::${attempt.toString(16)}`);
    }
    const refused = await refusalOf(signIn({ email: user.email, password }, from(`${network}::ffff`)));
    expect(refused.code).toBe("rate_limited");
    expect(await signIn({ email: user.email, password }, from("2001:db8:7:8::1"))).toMatchObject({ userId: user.id });
  });

  test("right passwords of an office do not use up its address", async () => {
    const address = freshAddress();
    const user = await makeUser({ accountId, passwordHash });
    for (let attempt = 0; attempt < addressRule.free + 5; attempt += 1) {
      expect(await signIn({ email: user.email, password }, from(address))).toMatchObject({ userId: user.id });
    }
    expect(await db().select().from(signInAttempts)).toEqual([]);
  });

  test("attempts sent at once through two pools get no more tries than one after the other", async () => {
    const user = await makeUser({ accountId, passwordHash });
    const attempts = Array.from({ length: 4 * emailRule.free }, (_, index) => {
      const { database } = pools[index % 2 === 0 ? 0 : 1];
      return refusalOf(signIn({ email: user.email, password: "not the password" }, from(freshAddress()), database));
    });
    const codes = (await Promise.all(attempts)).map(({ code }) => code);
    expect(codes.filter((code) => code === "unauthorized")).toHaveLength(emailRule.free);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(3 * emailRule.free);
  });

  test("neither emails nor passwords are kept, and old attempts go", async () => {
    const email = `${randomUUID()}@norrvik.example`;
    await wrong(email, "198.51.100.77");
    const rows = await db().select().from(signInAttempts);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(email);
    expect(JSON.stringify(rows)).not.toContain("198.51.100.77");
    await db()
      .update(signInAttempts)
      .set({ id: sql`('00000000' || substr(${signInAttempts.id}::text, 9))::uuid` });
    await wrong(`${randomUUID()}@norrvik.example`);
    expect(await db().select().from(signInAttempts)).toHaveLength(2);
  });
});
