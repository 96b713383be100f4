import { AsyncLocalStorage } from "node:async_hooks";
import { pino } from "pino";
import { describeError } from "./describe-error";
import { logLevel } from "./env";
import { readableCode } from "./readable-code";

type LogContext = { requestId?: string; userId?: string };

const context = new AsyncLocalStorage<LogContext>();

/** A second line of defence: nobody logs an input, and if somebody does, its secrets do not get out. */
const secretNames = ["password", "passwordHash", "credentials", "secret", "token", "authorization", "cookie", "key"];

/** JSON lines on standard output. Errors go in as `err`; see describe-error.ts for what is left of them. */
export const log = pino({
  level: logLevel(),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  mixin: () => ({ ...context.getStore() }),
  serializers: { err: (error: unknown) => describeError(error) },
  redact: {
    paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    censor: "[redacted]",
  },
});

/** Everything logged while `run` runs, however deep, carries these ids. */
export function withLogContext<T>(ids: LogContext, run: () => T): T {
  return context.run({ ...context.getStore(), ...ids }, run);
}

/** What a person can quote and an operator can find in the log: "9F2K-41QD". */
export function newReference(): string {
  return readableCode(2);
}
