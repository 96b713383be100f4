import { once } from "node:events";
import type net from "node:net";
import { Client, DatabaseError } from "pg";
import { z } from "zod";
import { AppError } from "../../errors";
import { defineConnector, type OpenContext, type Session } from "../define-connector";
import { dial } from "../dial";
import { codeOf } from "../error-code";
import { ConnectorFailure } from "../failures";
import { reportOf } from "../report";
import { type StageRunner, verifyInStages } from "../stages";
import type { StageName, StageProgress } from "../types";
import { untilAborted } from "../until-aborted";
import { factsSql, isSameServer, parseFacts, parseTables, tablesSql } from "./catalog";
import { postgresqlForm } from "./form";
import { FrameReader } from "./frames";
import { GuardedStream } from "./guarded-stream";
import { requestCancel, transportOver, untilClosed } from "./link";
import { kindOfSqlState } from "./sqlstate";

type Input = {
  details: z.output<typeof postgresqlForm.details>;
  credentials: z.output<typeof postgresqlForm.credentials>;
};

/** What a server may send in all: far more than an honest one needs. */
const budgetBytes = { verify: 256 * 1024, catalog: 32 * 1024 * 1024 };

export const postgresqlConnector = defineConnector(postgresqlForm, openSession);

function openSession(input: Input, context: OpenContext): Session {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const start = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    const ended = () => running.delete(work);
    work.then(ended, ended);
    return work;
  };

  return {
    verify: ({ signal, onStage }) => start(verify(input, context, AbortSignal.any([signal, closing.signal]), onStage)),
    catalog: (signal) => start(readTables(input, context, AbortSignal.any([signal, closing.signal]))),
    async close() {
      closing.abort();
      await Promise.allSettled(running);
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
    withClient(input, context, stages, budgetBytes.verify, (query) => readForeignFacts(query, context, stages.signal)),
  );
  const { verification, failure, value } = result;
  const report =
    failure === null || verification.failure === null
      ? null
      : reportOf(failure, verification.failure.stage, [input.credentials.password]);
  return { verification, report, facts: value };
}

async function readTables(input: Input, context: OpenContext, signal: AbortSignal) {
  const { failure, value } = await verifyInStages({ signal, onStage: () => {} }, (stages) =>
    withClient(input, context, stages, budgetBytes.catalog, async (query) => {
      await readForeignFacts(query, context, stages.signal);
      return parseTables(await query(tablesSql));
    }),
  );
  if (failure !== null) throw failure;
  return value;
}

type Query = (text: string) => Promise<unknown>;

/** Asked at every open: a name, an alias or a pooler may have come to lead to our own database since the last one. */
async function readForeignFacts(query: Query, { ownIdentity }: OpenContext, signal: AbortSignal) {
  const [answer, own] = await Promise.all([readFacts(query), untilAborted(ownIdentity(), signal)]);
  const { identity, ...facts } = parseFacts(answer);
  if (isSameServer(identity, own)) throw new ConnectorFailure("own_server");
  return facts;
}

/** Some servers keep their identifier from ordinary users: the time of their start is left to tell them by. */
async function readFacts(query: Query): Promise<unknown> {
  try {
    return await query(factsSql.full);
  } catch (error) {
    const hidden = error instanceof ConnectorFailure && ["42501", "42883"].includes(codeOf(error.cause) ?? "");
    if (!hidden) throw error;
    return query(factsSql.public);
  }
}

/** Goes through the stages up to the last, in which `work` runs, and closes everything, whatever happens. */
async function withClient<T>(
  { details, credentials }: Input,
  { network }: OpenContext,
  stages: StageRunner,
  budget: number,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const destination = await stages.run("resolve", (signal) => network.resolve(details, signal));
  const socket = await stages.run("reach", (signal) => dial(destination, signal));
  try {
    if (details.tls === "disable") stages.turnedOff("tls");
    const transport =
      details.tls === "disable" ? socket : await stages.run("tls", (signal) => transportOver(socket, details, signal));
    const client = startClient(transport, { details, credentials }, budget, stages.signal);
    try {
      await stages.run("sign_in", () => client.signedIn);
      await stages.run("open_database", () => client.opened);
      return await stages.run("read_catalog", () => work(client.query));
    } finally {
      const unfinished = await client.close();
      if (unfinished !== null) await requestCancel(destination, details, unfinished);
    }
  } finally {
    socket.destroy();
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

  return {
    signedIn,
    opened,
    /** Rows of the last statement. Throws ConnectorFailure. */
    async query(text: string): Promise<unknown> {
      busy = true;
      let answer: unknown;
      try {
        answer = await client.query({ text, rowMode: "array" });
      } catch (error) {
        busy = !(error instanceof DatabaseError);
        throw failureOf(error, stage, from);
      }
      busy = false;
      const answers = results.safeParse(answer);
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
