import { randomUUID } from "node:crypto";
import net from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { type ExternalPostgres, startExternalPostgres } from "@/scripts/testing/external-postgres";
import { until } from "@/scripts/testing/until";
import { listConnections } from "../../connections/list/queries";
import { listInput } from "../../connections/schema";
import type { StageProgress } from "../../connectors/types";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { createConnection, testConnection } from "../commands";
import { cancelVerification } from "./commands";

let external: ExternalPostgres;
/** Accepts and never answers. */
let silent: net.Server;
let silentPort: number;
let actor: Actor;

beforeAll(async () => {
  external = await startExternalPostgres("a password");
  silent = net.createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  silentPort = typeof address === "object" && address !== null ? address.port : 0;
});

beforeEach(async () => {
  actor = await makeUser({ accountId: await makeAccount() });
});

afterAll(async () => {
  silent.close();
  await external.stop();
  await closeDatabase();
});

const quiet = { signal: new AbortController().signal, onStage: () => undefined };

function typed(port = external.details.port) {
  return {
    attempt: randomUUID(),
    environment: "development" as const,
    connector: "postgresql" as const,
    details: { ...external.details, port },
    credentials: external.credentials,
  };
}

const blackHole = () => typed(String(silentPort));

async function connectionCount(): Promise<number> {
  return (await listConnections(actor, listInput.parse({}))).total.count;
}

const code = (run: Promise<unknown>) =>
  run.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const running = async () => {
  const [row] = await db().execute<{ count: number }>(sql`
    select count(*)::int as count from verification_attempts where user_id = ${actor.id} and finished_at is null`);
  return row?.count ?? 0;
};

test("two at once, and a third when one has ended; another user is not held up", async () => {
  const attempts = [blackHole(), blackHole()];
  const held = attempts.map((input) => code(testConnection(actor, input, quiet)));
  await until(async () => (await running()) === 2, "both verifications run");
  expect(await code(testConnection(actor, typed(), quiet))).toBe("rate_limited");
  const other = await makeUser({ accountId: actor.accountId });
  expect(await code(testConnection(other, typed(), quiet))).toBe("done");
  for (const { attempt } of attempts) await cancelVerification(actor, { attempt });
  expect(await Promise.all(held)).toEqual(["cancelled", "cancelled"]);
  expect(await code(testConnection(actor, typed(), quiet))).toBe("done");
});

test("many started in one moment never run more than two", async () => {
  const attempts = Array.from({ length: 6 }, blackHole);
  const held = attempts.map((input) => code(testConnection(actor, input, quiet)));
  await until(async () => (await running()) === 2, "two verifications run");
  for (const { attempt } of attempts) await cancelVerification(actor, { attempt });
  const ends = await Promise.all(held);
  expect(ends.filter((end) => end === "rate_limited")).toHaveLength(4);
  expect(ends.filter((end) => end === "cancelled")).toHaveLength(2);
});

test("twenty a minute, with how long to wait", async () => {
  await db().execute(sql`
    insert into verification_attempts (id, account_id, user_id, started_at, finished_at)
    select gen_random_uuid(), ${actor.accountId}, ${actor.id}, now() - interval '30 seconds', now() from generate_series(1, 20)`);
  await expect(testConnection(actor, typed(), quiet)).rejects.toMatchObject({
    code: "rate_limited",
    message: expect.stringMatching(/Try again in (29|30) s\.$/),
  });
  await db().execute(sql`
    update verification_attempts set started_at = now() - interval '61 seconds' where user_id = ${actor.id}`);
  expect(await code(testConnection(actor, typed(), quiet))).toBe("done");
});

test("attempts whose process died do not count for ever", async () => {
  const lost = (secondsAgo: number) =>
    db().execute(sql`
      insert into verification_attempts (id, account_id, user_id, started_at)
      values (gen_random_uuid(), ${actor.accountId}, ${actor.id}, now() - make_interval(secs => ${secondsAgo}))`);
  await lost(99);
  await lost(99);
  expect(await code(testConnection(actor, typed(), quiet))).toBe("rate_limited");
  await db().execute(sql`delete from verification_attempts where user_id = ${actor.id}`);
  await lost(101);
  await lost(101);
  expect(await code(testConnection(actor, typed(), quiet))).toBe("done");
});

test("cancelling a create stores nothing, and ends within a second", async () => {
  const input = { ...blackHole(), name: "Never" };
  const created = code(createConnection(actor, input, quiet));
  await until(async () => (await running()) === 1, "the verification runs");
  const cancelledAt = performance.now();
  await cancelVerification(actor, { attempt: input.attempt });
  expect(await created).toBe("cancelled");
  expect(performance.now() - cancelledAt).toBeLessThan(1000);
  expect(await connectionCount()).toBe(0);
});

test("a cancel that comes at the last moment still wins over storing", async () => {
  const input = { ...typed(), name: "Late" };
  let cancelled: Promise<unknown> | null = null;
  const watch = {
    ...quiet,
    onStage: ({ stage, status }: StageProgress) => {
      if (stage === "read_catalog" && status === "running") cancelled ??= cancelVerification(actor, input);
    },
  };
  // The cancel is on its way before the catalog answers, so the storing transaction finds it or is found by it.
  const end = await code(createConnection(actor, input, watch));
  await cancelled;
  expect(await connectionCount()).toBe(end === "cancelled" ? 0 : 1);
});

test("nobody cancels somebody else's", async () => {
  const input = blackHole();
  const tested = code(testConnection(actor, input, quiet));
  await until(async () => (await running()) === 1, "the verification runs");
  await cancelVerification(await makeUser({ accountId: actor.accountId }), { attempt: input.attempt });
  expect(await running()).toBe(1);
  const [row] = await db().execute(sql`select cancelled_at from verification_attempts where id = ${input.attempt}`);
  expect(row).toEqual({ cancelled_at: null });
  await cancelVerification(actor, { attempt: input.attempt });
  expect(await tested).toBe("cancelled");
});

test("an attempt is used once", async () => {
  const input = typed();
  expect(await code(testConnection(actor, input, quiet))).toBe("done");
  expect(await code(testConnection(actor, input, quiet))).toBe("conflict");
});

test("a browser that goes away ends its verification", async () => {
  const leave = new AbortController();
  const tested = code(testConnection(actor, blackHole(), { ...quiet, signal: leave.signal }));
  await until(async () => (await running()) === 1, "the verification runs");
  leave.abort();
  expect(await tested).toBe("cancelled");
  expect(await running()).toBe(0);
});
