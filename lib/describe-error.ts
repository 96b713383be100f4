import { AppError } from "./errors";

/** What the log may hold of an error: where it happened and of which kind, never what a value was. */
export type ErrorDescription = {
  type: string;
  /** Absent where the words could quote a value: a database's message, a parser's. */
  message?: string;
  code?: string;
  sqlstate?: string;
  constraint?: string;
  /** SQL text with its placeholders; the parameters stay out. */
  query?: string;
  stack?: string;
  cause?: ErrorDescription;
};

/** Words of the engine and of our own throws speak about code; any other class may quote what it choked on. */
const quotableTypes = new Set(["Error", "AppError", "TypeError", "ReferenceError", "RangeError", "AbortError"]);
const maxCauses = 4;

/** Describes anything that was thrown. Own fields such as a driver's configuration or parameters are left out by design. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error };
  // A built class has a mangled name of its own, so that a name given on purpose goes first.
  const type = error.name === "Error" ? error.constructor.name : error.name;
  const query = textOf(error, "query");
  const code = error instanceof AppError ? error.code : textOf(error, "code");
  const isSqlstate = code !== undefined && /^[0-9A-Z]{5}$/.test(code);
  const constraint = textOf(error, "constraint_name") ?? textOf(error, "constraint");
  const stack = framesOf(error);
  const description: ErrorDescription = { type };
  if (quotableTypes.has(type) && query === undefined && !isSqlstate) {
    description.message = withoutPasswords(error.message);
  }
  if (code !== undefined) description[isSqlstate ? "sqlstate" : "code"] = code;
  if (constraint !== undefined) description.constraint = constraint;
  if (query !== undefined) description.query = query;
  if (stack !== undefined) description.stack = stack;
  if (error.cause !== undefined && depth < maxCauses) description.cause = describeError(error.cause, depth + 1);
  return description;
}

/** Takes the user and password out of every URL in a text. */
export function withoutPasswords(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*(?:@[^\s/@]*)*@/gi, "$1");
}

function textOf(error: Error, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : undefined;
}

/** The frames alone: the text before them repeats the message, of which a line can look like a frame. */
function framesOf({ stack, message }: Error): string | undefined {
  if (stack === undefined) return undefined;
  const start = stack.indexOf(message);
  const rest = start === -1 ? stack : stack.slice(start + message.length);
  const frames = rest.split("\n").filter((line) => /^ {4}at .*(:\d+:\d+|<anonymous>)\)?$/.test(line));
  return frames.length === 0 ? undefined : frames.map((line) => line.trim()).join("\n");
}
