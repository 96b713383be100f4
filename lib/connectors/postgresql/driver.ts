import { once } from "node:events";
import type net from "node:net";
import { Client, DatabaseError, type QueryConfig } from "pg";
import { z } from "zod";
import { AppError } from "../../errors";
import { defineConnector, type OpenContext, type Session } from "../define-connector";
import { dial } from "../dial";
import { codeOf } from "../error-code";
import { ConnectorFailure } from "../failures";
import { Pool, type Pooled } from "../pool";
import { reportOf } from "../report";
import type { Statement } from "../sql/compile";
import { type StageRunner, stageLimits, verifyInStages } from "../stages";
import type { StageName, StageProgress } from "../types";
import { untilAborted } from "../until-aborted";
import { identitySql, isSameServer, keptSettings, parseIdentity } from "./catalog";
import { describeTable, describeTables } from "./descriptions";
import { postgresqlForm } from "./form";
import { FrameReader } from "./frames";
import { grantStatement } from "./grants";
import { GuardedStream } from "./guarded-stream";
import { requestCancel, transportOver, untilClosed } from "./link";
import { type Ask, countRows, readRows, writeRow } from "./rows";
import { kindOfSqlState } from "./sqlstate";
import { StatementNames } from "./statement-names";
import { parseTables, tablesStatement } from "./tables";

type Input = {
  details: z.output<typeof postgresqlForm.details>;
  credentials: z.output<typeof postgresqlForm.credentials>;
};

/** What a server may send for one question: far more than an honest one needs. */
const budgetBytes = { verify: 256 * 1024, catalog: 32 * 1024 * 1024, rows: 16 * 1024 * 1024 };

const poolOptions = { most: 4, idleMs: 60_000, mostWaiting: 100, waitMs: 10_000 };
/** The server's own limit is 15 s; one that does not keep to it is left after this, in milliseconds. */
const watchdogMs = 17_000;

export const postgresqlConnector = defineConnector(postgresqlForm, { open: openSession, grantStatement });

function openSession(input: Input, context: OpenContext): Session {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const start = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    const ended = () => running.delete(work);
    work.then(ended, ended);
    return work;
  };
  const poolOf = (mode: Mode) =>
    new Pool({
      ...poolOptions,
      connect: (stop) => start(connect(input, context, mode, AbortSignal.any([stop, closing.signal]))),
    });
  const pools = { read: poolOf("read"), write: poolOf("write") };
  const ask = <T>(mode: Mode, budget: number, signal: AbortSignal, work: (ask: Ask) => Promise<T>) =>
    pools[mode].run(signal, async (kept) => {
      const value = await work((statement) => kept.ask(statement, budget, signal));
      return { value, isClean: true };
    });

  return {
    verify: ({ signal, onStage }) => start(verify(input, context, AbortSignal.any([signal, closing.signal]), onStage)),
    catalog: (signal) =>
      ask("read", budgetBytes.catalog, signal, async (send) => parseTables(await send(tablesStatement))),
    describe: (table, signal) => ask("read", budgetBytes.catalog, signal, (send) => describeTable(send, table)),
    describeAll: (tables, signal) => ask("read", budgetBytes.catalog, signal, (send) => describeTables(send, tables)),
    read: (query, signal) => ask("read", budgetBytes.rows, signal, (send) => readRows(send, query)),
    count: (query, cap, signal) => ask("read", budgetBytes.rows, signal, (send) => countRows(send, query, cap)),
    write: (change, signal) => ask("write", budgetBytes.rows, signal, (send) => writeRow(send, change)),
    async close() {
      closing.abort();
      await Promise.all([pools.read.close(), pools.write.close(), Promise.allSettled(running)]);
    },
  };
}

type Mode = "read" | "write";
type Kept = Pooled & { ask(statement: Statement, budget: number, signal: AbortSignal): Promise<unknown> };

const connectLimits = { ...stageLimits, total: 10_000 };

/** A connection to keep, which has shown that it does not lead to ourselves. Throws ConnectorFailure. */
async function connect(input: Input, context: OpenContext, mode: Mode, signal: AbortSignal): Promise<Kept> {
  const { failure, value } = await verifyInStages(
    { signal, onStage: () => {}, limits: connectLimits },
    async (stages) => {
      const link = await openLink(input, context, stages, budgetBytes.verify);
      try {
        await stages.run("read_catalog", async () => {
          await refuseOwnServer(link.client.query, context, stages.signal);
          await link.client.query(keptSettings[mode]);
        });
        return link;
      } catch (error) {
        await link.close();
        throw error;
      }
    },
  );
  if (failure !== null) {
    const { kind, cause, message: reason, from } = failure;
    throw new ConnectorFailure(kind, { cause, reason, from, whileConnecting: true });
  }
  const { client, close } = value;
  return {
    close,
    async ask(statement, budget, stop) {
      stop.throwIfAborted();
      const leave = () => client.destroy(new ConnectorFailure("timed_out", { reason: "given up" }));
      const watchdog = setTimeout(leave, watchdogMs);
      stop.addEventListener("abort", leave, { once: true });
      client.allow(budget);
      try {
        return await client.query(statement);
      } catch (error) {
        stop.throwIfAborted();
        throw error;
      } finally {
        clearTimeout(watchdog);
        stop.removeEventListener("abort", leave);
      }
    },
  };
}

async function verify(
  input: Input,
  context: OpenContext,
  signal: AbortSignal,
  onStage: (progress: StageProgress) => void,
) {
  const result = await verifyInStages({ signal, onStage }, (stages) =>
    withClient(input, context, stages, budgetBytes.verify, (query) => refuseOwnServer(query, context, stages.signal)),
  );
  const { verification, failure } = result;
  const report =
    failure === null || verification.failure === null
      ? null
      : reportOf(failure, verification.failure.stage, [input.credentials.password]);
  return { verification, report };
}

/** Text alone may be several statements. */
type Query = (asked: string | Statement) => Promise<unknown>;

/** Asked at every open: a name, an alias or a pooler may have come to lead to our own database since the last one. */
async function refuseOwnServer(query: Query, { ownIdentity }: OpenContext, signal: AbortSignal) {
  const [answer, own] = await Promise.all([readIdentity(query), untilAborted(ownIdentity(), signal)]);
  if (isSameServer(parseIdentity(answer), own)) throw new ConnectorFailure("own_server");
}

/** Some servers keep their identifier from ordinary users: the time of their start is left to tell them by. */
async function readIdentity(query: Query): Promise<unknown> {
  try {
    return await query(identitySql.full);
  } catch (error) {
    const hidden = error instanceof ConnectorFailure && ["42501", "42883"].includes(codeOf(error.cause) ?? "");
    if (!hidden) throw error;
    return query(identitySql.public);
  }
}

type Link = { client: ReturnType<typeof startClient>; close(): Promise<void> };

/** Goes through the stages up to the last. The caller closes what it gets; what fails closes itself. */
async function openLink(
  { details, credentials }: Input,
  { network }: OpenContext,
  stages: StageRunner,
  budget: number,
): Promise<Link> {
  const destination = await stages.run("resolve", (signal) => network.resolve(details, signal));
  const socket = await stages.run("reach", (signal) => dial(destination, signal));
  const close = async (client: Link["client"] | null) => {
    try {
      const unfinished = (await client?.close()) ?? null;
      if (unfinished !== null) await requestCancel(destination, details, unfinished);
    } finally {
      socket.destroy();
    }
  };
  let opened: Link["client"] | null = null;
  try {
    if (details.tls === "disable") stages.turnedOff("tls");
    const transport =
      details.tls === "disable" ? socket : await stages.run("tls", (signal) => transportOver(socket, details, signal));
    const client = startClient(transport, { details, credentials }, budget, stages.signal);
    opened = client;
    await stages.run("sign_in", () => client.signedIn);
    await stages.run("open_database", () => client.opened);
    return { client, close: () => close(client) };
  } catch (error) {
    await close(opened);
    throw error;
  }
}

/** All stages, with `work` in the last; everything is closed afterwards, whatever happens. */
async function withClient<T>(
  input: Input,
  context: OpenContext,
  stages: StageRunner,
  budget: number,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const link = await openLink(input, context, stages, budget);
  try {
    return await stages.run("read_catalog", () => work(link.client.query));
  } finally {
    await link.close();
  }
}

// Values stay the text that the server sent: a hostile one would choose the parser by the type that it claims.
const asText = { getTypeParser: () => (value: string) => value };
const results = z.array(z.object({ rows: z.unknown() })).min(1);

/** Starts to sign in over a stream that is connected and secured. Nothing is thrown before a promise is asked. */
function startClient(transport: net.Socket, { details, credentials }: Input, budget: number, signal: AbortSignal) {
  const from = transport.localAddress;
  let stage: StageName = "sign_in";
  let busy = false;
  const frames = new FrameReader(budget, () => {
    stage = "open_database";
    stream.emit("authenticated");
  });
  const stream = new GuardedStream(transport, frames);
  const stop = () => stream.destroy(signal.reason);
  signal.addEventListener("abort", stop, { once: true });

  const client = new Client({
    stream: () => stream,
    ssl: false,
    host: details.host,
    port: details.port,
    database: details.database,
    user: credentials.user,
    password: credentials.password,
    application_name: "Linkspan",
    types: asText,
  });
  // Once connected, the driver reports a lost connection here as well as to the query that waits for an answer.
  client.on("error", () => {});
  const opened = client.connect().then(
    () => {
      stage = "read_catalog";
    },
    (error: unknown) => {
      throw failureOf(error, stage, from);
    },
  );
  const signedIn = Promise.race([once(stream, "authenticated"), opened]);
  // Both are awaited by their stages, which an earlier failure keeps from running.
  signedIn.catch(() => {});
  opened.catch(() => {});

  const names = new StatementNames();

  return {
    signedIn,
    opened,
    allow: (bytes: number) => frames.allow(bytes),
    destroy: (reason: Error) => stream.destroy(reason),
    /** Rows of the last statement. Throws ConnectorFailure. */
    async query(asked: string | Statement): Promise<unknown> {
      busy = true;
      let answer: unknown;
      try {
        const send = (query: QueryConfig) => client.query({ ...query, rowMode: "array" });
        answer = await (typeof asked === "string" ? send({ text: asked }) : names.ask(asked, send));
      } catch (error) {
        busy = !(error instanceof DatabaseError);
        throw failureOf(error, stage, from);
      }
      busy = false;
      const answers = results.safeParse(Array.isArray(answer) ? answer : [answer]);
      if (!answers.success) throw new ConnectorFailure("protocol", { cause: answers.error });
      return answers.data.at(-1)?.rows;
    },
    /** Closes the connection and waits for it; the key to cancel a query that was left unanswered, else null. */
    async close(): Promise<Buffer | null> {
      signal.removeEventListener("abort", stop);
      if (stage === "read_catalog" && !busy) void client.end();
      else stream.destroy();
      await untilClosed(transport);
      return busy ? frames.cancelKey : null;
    },
  };
}

function failureOf(error: unknown, stage: StageName, from: string | undefined): Error {
  if (error instanceof ConnectorFailure || error instanceof AppError) return error;
  if (error instanceof DatabaseError) {
    return new ConnectorFailure(kindOfSqlState(error.code ?? "", stage), { cause: error, from });
  }
  // The driver has no codes for a broken sign-in exchange, nor for an answer that it cannot follow.
  return new ConnectorFailure(stage === "sign_in" ? "sign_in_unsafe" : "protocol", { cause: error });
}
