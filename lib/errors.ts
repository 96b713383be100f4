/** Every way in which something can fail, closed: a new one is added here or nowhere. */
export const errorCodes = [
  "unauthorized",
  "forbidden",
  "not_found",
  "invalid",
  "conflict",
  "unreachable",
  "timeout",
  "cancelled",
  "rate_limited",
  "paused",
  "drift",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What a failure may tell the browser. `fields` maps an input's name to the sentence shown under it. */
export type Failure = {
  code: ErrorCode;
  /** One or two sentences: what happened, what it means, what to do. */
  message: string;
  /** Also in the log. Null where the sentence alone says everything (a refused name, a missing field). */
  reference: string | null;
  fields?: Record<string, string>;
};

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

type AppErrorOptions = { cause?: unknown; fields?: Record<string, string> };

/** An outcome that a caller can act on. Its message is shown to people as it is: never put a driver's words into it. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fields = options.fields;
  }
}
