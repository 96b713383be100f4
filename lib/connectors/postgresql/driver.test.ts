import { afterAll, describe, expect, test, vi } from "vitest";
import type { FailureKind } from "../failures";
import { createNetworkPolicy } from "../network";
import { type Behaviour, blackHole, hangsUp, type RogueServer, speaksHttp, startRogueServer } from "../rogue-servers";
import type { StageName } from "../types";
import { postgresqlConnector } from "./driver";
import { neverLetsGo, repeatsThePassword, rogues, tlsRogues } from "./rogue-postgresql";

const password = "marker-password-of-the-test";
const network = createNetworkPolicy({ allowedNetworks: "127.0.0.0/8", ownEndpoints: [], embedded: false });

function sessionWith(port: number, tls: "disable" | "verify-full") {
  return postgresqlConnector.open(
    { details: { host: "127.0.0.1", port, database: "shop", tls, ca: "" }, credentials: { user: "reader", password } },
    { network, ownIdentity: async () => ({ systemIdentifier: "1", startedAt: "1" }) },
  );
}

async function verifyAgainst(behave: Behaviour, tls: "disable" | "verify-full") {
  const server = await startRogueServer(behave);
  try {
    const startedAt = performance.now();
    const result = await sessionWith(server.port, tls).verify({
      signal: new AbortController().signal,
      onStage: () => {},
    });
    return { ...result, elapsedMs: performance.now() - startedAt, server: await released(server) };
  } finally {
    await server.close();
  }
}

async function released(server: RogueServer) {
  await vi.waitFor(() => expect(server.open()).toBe(0), { timeout: 2000, interval: 10 });
  return { accepted: server.accepted() };
}

/** Time that the process spent without coming back to its event loop; waiting for a busy machine does not count. */
function watchForBlocks() {
  let longest = 0;
  let at = performance.now();
  let cpu = process.cpuUsage();
  const timer = setInterval(() => {
    const used = process.cpuUsage(cpu);
    longest = Math.max(longest, Math.min(performance.now() - at, (used.user + used.system) / 1000));
    at = performance.now();
    cpu = process.cpuUsage();
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

type Case = [Behaviour, StageName, FailureKind, withinMs?: number];

const plain: Record<keyof typeof rogues | "blackHole" | "hangsUp" | "speaksHttp", Case> = {
  blackHole: [blackHole, "sign_in", "timed_out", 12_000],
  hangsUp: [hangsUp, "sign_in", "connection_lost"],
  speaksHttp: [speaksHttp, "sign_in", "protocol"],
  asksForTwentyMillionIterations: [rogues.asksForTwentyMillionIterations, "sign_in", "sign_in_unsafe"],
  asksForEndlessIterations: [rogues.asksForEndlessIterations, "sign_in", "sign_in_unsafe"],
  asksForManyIterationsThenStaysSilent: [rogues.asksForManyIterationsThenStaysSilent, "sign_in", "timed_out", 12_000],
  skipsItsOwnProof: [rogues.skipsItsOwnProof, "sign_in", "sign_in_unsafe"],
  asksForPasswordAfterScram: [rogues.asksForPasswordAfterScram, "sign_in", "sign_in_unsupported"],
  asksForKerberos: [rogues.asksForKerberos, "sign_in", "sign_in_unsupported"],
  asksForTheUnheardOf: [rogues.asksForTheUnheardOf, "sign_in", "protocol"],
  offersUnknownMechanisms: [rogues.offersUnknownMechanisms, "sign_in", "sign_in_unsupported"],
  offersMechanismsWithoutEnd: [rogues.offersMechanismsWithoutEnd, "sign_in", "protocol"],
  sendsAnErrorWithoutEnd: [rogues.sendsAnErrorWithoutEnd, "sign_in", "protocol"],
  sendsAnErrorOfTwoGigabytes: [rogues.sendsAnErrorOfTwoGigabytes, "sign_in", "protocol"],
  floodsAnErrorText: [rogues.floodsAnErrorText, "sign_in", "protocol"],
  floodsParametersAfterSignIn: [rogues.floodsParametersAfterSignIn, "open_database", "protocol"],
  floodsNotices: [rogues.floodsNotices, "sign_in", "protocol"],
  floodsNoticesInsteadOfTheCatalog: [rogues.floodsNoticesInsteadOfTheCatalog, "read_catalog", "protocol"],
  sendsRowsBeforeSignIn: [rogues.sendsRowsBeforeSignIn, "sign_in", "protocol"],
  sendsLengthZero: [rogues.sendsLengthZero, "sign_in", "protocol"],
  drips: [rogues.drips, "sign_in", "protocol", 12_000],
  dripsAnError: [rogues.dripsAnError, "sign_in", "timed_out", 12_000],
  signsInThenStaysSilent: [rogues.signsInThenStaysSilent, "open_database", "timed_out", 12_000],
  opensThenStaysSilent: [rogues.opensThenStaysSilent, "read_catalog", "timed_out", 18_000],
  hangsUpAtTheCatalog: [rogues.hangsUpAtTheCatalog, "read_catalog", "connection_lost"],
  sendsRowsOfAnotherWidth: [rogues.sendsRowsOfAnotherWidth, "read_catalog", "protocol"],
  sendsRowsWithoutColumns: [rogues.sendsRowsWithoutColumns, "read_catalog", "protocol"],
  sendsNonsenseIdentity: [rogues.sendsNonsenseIdentity, "read_catalog", "protocol"],
  sendsNoIdentity: [rogues.sendsNoIdentity, "read_catalog", "protocol"],
  startsToCopy: [rogues.startsToCopy, "read_catalog", "protocol"],
  answersBeforeItIsAsked: [rogues.answersBeforeItIsAsked, "read_catalog", "protocol"],
};

const secured: Record<keyof typeof tlsRogues | "blackHole" | "hangsUp" | "speaksHttp", Case> = {
  blackHole: [blackHole, "tls", "timed_out", 12_000],
  hangsUp: [hangsUp, "tls", "connection_lost"],
  speaksHttp: [speaksHttp, "tls", "protocol"],
  declinesTls: [tlsRogues.declinesTls, "tls", "tls_not_offered"],
  acceptsTlsThenStaysSilent: [tlsRogues.acceptsTlsThenStaysSilent, "tls", "timed_out", 12_000],
  acceptsTlsThenSpeaksPlain: [tlsRogues.acceptsTlsThenSpeaksPlain, "tls", "tls_failed"],
  slipsBytesInBeforeTls: [tlsRogues.slipsBytesInBeforeTls, "tls", "protocol"],
  answersTlsWithAnError: [tlsRogues.answersTlsWithAnError, "tls", "protocol"],
  answersTlsWithGarbage: [tlsRogues.answersTlsWithGarbage, "tls", "protocol"],
};

describe("a server that is not what it should be", () => {
  const watch = watchForBlocks();
  afterAll(() => {
    expect(watch.stop(), "longest time in ms that the process was held up").toBeLessThan(200);
  });

  for (const [tls, cases] of [
    ["disable", plain],
    ["verify-full", secured],
  ] as const) {
    for (const [name, [behave, stage, kind, withinMs = 3000]] of Object.entries(cases)) {
      test.concurrent(`${name} (TLS ${tls}) fails at ${stage} as ${kind}`, { timeout: 40_000 }, async () => {
        const { verification, report, elapsedMs } = await verifyAgainst(behave, tls);
        expect({ stage: verification.failure?.stage, kind: report?.kind }).toEqual({ stage, kind });
        expect(verification.stages).toContainEqual({
          stage,
          status: "failed",
          elapsedMs: expect.any(Number),
          timedOut: kind === "timed_out",
        });
        expect(elapsedMs).toBeLessThan(withinMs);
      });
    }
  }

  test.concurrent("a query that is given up is cancelled over a connection of its own", async ({ onTestFinished }) => {
    const server = await startRogueServer(rogues.opensThenStaysSilent);
    onTestFinished(() => server.close());
    const stop = new AbortController();
    const verifying = sessionWith(server.port, "disable").verify({
      signal: stop.signal,
      onStage: ({ stage }) => stage === "read_catalog" && stop.abort(),
    });
    await expect(verifying).rejects.toMatchObject({ code: "cancelled" });
    expect(await released(server)).toEqual({ accepted: 2 });
  });

  test.concurrent("a reader who gives up while the server is silent is let go at once, and nobody else is", async ({
    onTestFinished,
  }) => {
    const server = await startRogueServer(blackHole);
    const session = sessionWith(server.port, "disable");
    onTestFinished(async () => {
      await session.close();
      await server.close();
    });
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const outcomes: string[] = [];
    const [left, stayed] = ([leaving, staying] as const).map(({ signal }, at) =>
      session.catalog(signal).catch((error: Error) => {
        outcomes[at] = error.message;
      }),
    );
    await vi.waitFor(() => expect(server.open()).toBe(2), { timeout: 2000, interval: 5 });
    const startedAt = performance.now();
    leaving.abort(new Error("given up"));
    await left;
    expect(performance.now() - startedAt).toBeLessThan(500);
    await vi.waitFor(() => expect(server.open()).toBe(1), { timeout: 2000, interval: 10 });
    expect(outcomes).toEqual(["given up"]);
    staying.abort(new Error("given up too"));
    await stayed;
    await released(server);
  });

  test.concurrent("a server that never lets go does not keep us", async ({ onTestFinished }) => {
    const server = await startRogueServer(neverLetsGo);
    onTestFinished(() => server.close());
    const startedAt = performance.now();
    const { signal } = new AbortController();
    const { verification } = await sessionWith(server.port, "disable").verify({ signal, onStage: () => {} });
    expect(verification.failure).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test.concurrent("a password that the server repeats stays out of the report", async () => {
    const result = await verifyAgainst(repeatsThePassword, "disable");
    expect(result.report).toMatchObject({ kind: "sign_in_refused", code: "28P01" });
    expect(result.report?.message).toBe("no such password: [redacted] fake log line");
    expect(JSON.stringify(result)).not.toContain(password);
  });
});
