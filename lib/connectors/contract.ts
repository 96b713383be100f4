import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Connector, ServerIdentity, Session, VerifyResult } from "./define-connector";
import type { FailureKind } from "./failures";
import { createNetworkPolicy, type NetworkPolicy, type NetworkPolicyOptions } from "./network";
import { blackHole, startRogueServer } from "./rogue-servers";
import type { CatalogTable } from "./rows";
import { type StageName, type StageProgress, stageNames } from "./types";

type Fields = Record<string, string | number>;

/** A real server, reachable as `db.example.test`, which its certificate names, and as `other.example.test`, which it does not. */
export type ContractServer = {
  connector: Connector;
  port: number;
  /** Beside host, port, TLS and CA. */
  details: Fields;
  credentials: Fields;
  ca: string;
  /** A CA that did not sign the server's certificate. */
  otherCa: string;
  wrong: { password: Fields; user: Fields; database: Fields };
  /** What its catalog holds, in order, names that hurt included. */
  tables: readonly CatalogTable[];
  /** Connections of the contract's own user that the server knows of. */
  openConnections(): Promise<number>;
  /** Queries of that user that wait for something. */
  waitingQueries(): Promise<number>;
  /** Makes reading the catalog wait until the returned function is called. */
  holdCatalog(): Promise<() => Promise<void>>;
  /** The same platform without TLS. */
  plainPort: number;
  stop(): Promise<void>;
};

const loopback = [{ address: "127.0.0.1", family: 4 }];
const names = ["db.example.test", "other.example.test"];
const none: ServerIdentity = { systemIdentifier: null, startedAt: "never" };

export function contractPolicy(options: Partial<NetworkPolicyOptions> = {}): NetworkPolicy {
  return createNetworkPolicy({
    allowedNetworks: "127.0.0.0/8",
    ownEndpoints: [],
    embedded: false,
    // The names of the tests, else what the machine's own look-up says.
    ...(options.lookup === undefined ? { lookup: lookUpForTest } : {}),
    ...options,
  });
}

async function lookUpForTest(host: string) {
  if (names.includes(host)) return loopback;
  const { lookup } = await import("node:dns/promises");
  return lookup(host, { all: true });
}

/** What every connector does on a real server. Within `describe`; `startServer` runs once. */
export function connectorContract(name: string, startServer: () => Promise<ContractServer>): void {
  describe(`${name} keeps the contract of connectors`, () => {
    let server: ContractServer;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server.stop());

    const open = (details: Fields = {}, credentials: Fields = {}, network = contractPolicy()) =>
      server.connector.open(
        {
          details: {
            host: "db.example.test",
            port: server.port,
            tls: "verify-full",
            ca: server.ca,
            ...server.details,
            ...details,
          },
          credentials: { ...server.credentials, ...credentials },
        },
        { network, ownIdentity: async () => none },
      );
    const verify = (details?: Fields, credentials?: Fields, network?: NetworkPolicy) =>
      open(details, credentials, network).verify({ signal: new AbortController().signal, onStage: () => {} });
    const nothingIsOpen = () =>
      vi.waitFor(async () => expect(await server.openConnections()).toBe(0), { timeout: 2000, interval: 20 });

    describe("verifying", () => {
      afterEach(nothingIsOpen);

      for (const [tls, stages] of [
        ["verify-full", "resolve reach tls sign_in open_database read_catalog"],
        ["require", "resolve reach tls sign_in open_database read_catalog"],
        ["disable", "resolve reach sign_in open_database read_catalog"],
      ] as const) {
        test(`goes through every stage (TLS ${tls})`, async () => {
          const seen: StageProgress[] = [];
          const session = open({ tls, ca: tls === "verify-full" ? server.ca : "" });
          const startedAt = performance.now();
          const result = await session.verify({
            signal: new AbortController().signal,
            onStage: (progress) => seen.push(progress),
          });
          // A farewell that is not answered would add a second.
          expect(performance.now() - startedAt).toBeLessThan(900);
          expect(result.verification.failure).toBeNull();
          expect(result.report).toBeNull();
          const ok = result.verification.stages.flatMap((progress) => (progress.status === "ok" ? [progress] : []));
          expect(ok.map(({ stage }) => stage).join(" ")).toBe(stages);
          const sum = ok.reduce((total, { elapsedMs }) => total + elapsedMs, 0);
          expect(sum).toBeLessThanOrEqual(result.verification.totalMs + stageNames.length);
          expect(result.verification.totalMs).toBeLessThanOrEqual(performance.now() - startedAt + 1);
          // Each stage was heard to start before it ended, and the list of the end is what was heard last.
          expect(seen.filter(({ status }) => status !== "running")).toEqual(result.verification.stages);
          expect(
            seen
              .filter(({ status }) => status === "running")
              .map(({ stage }) => stage)
              .join(" "),
          ).toBe(stages);
        });
      }

      const refused: readonly [string, () => Promise<VerifyResult>, StageName, FailureKind, readonly string[]][] = [
        [
          "a wrong password",
          () => verify({}, server.wrong.password),
          "sign_in",
          "sign_in_refused",
          ["user", "password"],
        ],
        ["an unknown user", () => verify({}, server.wrong.user), "sign_in", "sign_in_refused", ["user", "password"]],
        ["an unknown database", () => verify(server.wrong.database), "open_database", "unknown_database", ["database"]],
        ["an unknown host", () => verify({ host: "no-such-host.invalid" }), "resolve", "unknown_host", ["host"]],
        [
          "a certificate for another name",
          () => verify({ host: "other.example.test" }),
          "tls",
          "tls_name_mismatch",
          ["host"],
        ],
        [
          "a certificate for a name, by address",
          () => verify({ host: "127.0.0.1" }),
          "tls",
          "tls_name_mismatch",
          ["host"],
        ],
        ["a certificate of another authority", () => verify({ ca: server.otherCa }), "tls", "tls_untrusted", ["ca"]],
        ["a certificate of an authority nobody knows", () => verify({ ca: "" }), "tls", "tls_untrusted", ["ca"]],
        ["a server without TLS", () => verify({ port: server.plainPort }), "tls", "tls_not_offered", ["tls"]],
        [
          "a server without TLS, unverified",
          () => verify({ port: server.plainPort, tls: "require", ca: "" }),
          "tls",
          "tls_not_offered",
          ["tls"],
        ],
      ];
      for (const [what, run, stage, kind, fields] of refused) {
        test(`${what} fails at ${stage}`, async () => {
          const startedAt = performance.now();
          const { verification, report } = await run();
          expect(performance.now() - startedAt).toBeLessThan(3000);
          expect(report).toMatchObject({ kind, stage });
          expect(verification.failure).toMatchObject({ stage, fields });
          expectFailedAt(verification.stages, stage, false);
        });
      }

      test("an unverified certificate passes when only encryption is asked for", async () => {
        const { verification } = await verify({ host: "other.example.test", tls: "require", ca: "" });
        expect(verification.failure).toBeNull();
      });

      test("a closed port, a refused address and our own database are not told apart", async () => {
        const nothingAllowed = contractPolicy({ allowedNetworks: "" });
        const own = contractPolicy({ ownEndpoints: [{ host: "localhost", port: server.port }] });
        const results = await Promise.all([
          closedPort().then((port) => verify({ port })),
          ...["localhost", "0x7f.1", "2130706433", "0", "db.example.test"].map((host) =>
            verify({ host }, {}, nothingAllowed),
          ),
          verify({ host: "127.0.0.1" }, {}, own),
          verify({ host: "db.example.test" }, {}, own),
        ]);
        for (const { verification, report } of results) {
          expect(report?.kind).toBe("unreachable");
          expect(verification.failure).toEqual(results[0]?.verification.failure);
          expectFailedAt(verification.stages, "reach", false);
        }
        expect(results[0]?.verification.failure?.check).toContain("ALLOWED_NETWORKS");
      });

      for (const stage of stageNames) {
        test(`can be stopped at ${stage}`, async () => {
          const stop = new AbortController();
          const verifying = open().verify({
            signal: stop.signal,
            onStage: (progress) => {
              // Once the stage is under way, and before anything can have answered.
              if (progress.stage === stage) queueMicrotask(() => stop.abort());
            },
          });
          await expect(verifying).rejects.toMatchObject({ name: "AppError", code: "cancelled" });
        });
      }

      for (const [how, end] of [
        ["can be stopped", async (_session: Session, stop: AbortController) => stop.abort()],
        ["ends with its session", (session: Session) => session.close()],
      ] as const) {
        test(`${how} while the catalog keeps it waiting, and so does the query`, async () => {
          const release = await server.holdCatalog();
          try {
            const stop = new AbortController();
            const session = open();
            let last: StageName | undefined;
            const verifying = session.verify({
              signal: stop.signal,
              onStage: ({ stage }) => {
                last = stage;
              },
            });
            const outcome = expect(verifying).rejects.toMatchObject({ code: "cancelled" });
            await vi.waitFor(async () => expect(await server.waitingQueries()).toBe(1), {
              timeout: 3000,
              interval: 20,
            });
            expect(last).toBe("read_catalog");
            await end(session, stop);
            await outcome;
            await nothingIsOpen();
          } finally {
            await release();
          }
        });
      }
    });

    describe("a port that accepts and never answers", () => {
      for (const [tls, stage] of [
        ["verify-full", "tls"],
        ["disable", "sign_in"],
      ] as const) {
        test.concurrent(`times out at ${stage} (TLS ${tls})`, async ({ onTestFinished }) => {
          const hole = await startRogueServer(blackHole);
          onTestFinished(() => hole.close());
          const startedAt = performance.now();
          const { verification, report } = await verify({ port: hole.port, tls });
          expect(performance.now() - startedAt).toBeLessThan(12_000);
          expect(report).toMatchObject({ kind: "timed_out", stage });
          expectFailedAt(verification.stages, stage, true);
          await vi.waitFor(() => expect(hole.open()).toBe(0), { timeout: 2000, interval: 20 });
        });
      }
    });

    describe("the catalog", () => {
      afterEach(nothingIsOpen);

      test("lists what the user may read, names that hurt included", async () => {
        const session = open();
        expect(await session.catalog(new AbortController().signal)).toEqual(server.tables);
        await session.close();
      });

      test("fails as a failure and not as an empty list", async () => {
        const { signal } = new AbortController();
        await expect(open({}, server.wrong.password).catalog(signal)).rejects.toMatchObject({
          kind: "sign_in_refused",
        });
      });
    });
  });
}

async function closedPort(): Promise<number> {
  const server = await startRogueServer(blackHole);
  await server.close();
  return server.port;
}

function expectFailedAt(stages: readonly StageProgress[], failed: StageName, timedOut: boolean): void {
  const at = stageNames.indexOf(failed);
  expect(stages.map(({ stage }) => stage)).toEqual(stageNames);
  expect(stages[at]).toEqual({ stage: failed, status: "failed", elapsedMs: expect.any(Number), timedOut });
  for (const progress of stages.slice(0, at)) expect(["ok", "skipped"]).toContain(progress.status);
  for (const progress of stages.slice(at + 1)) {
    expect(progress).toEqual({ stage: progress.stage, status: "skipped", reason: "not_tried" });
  }
}
