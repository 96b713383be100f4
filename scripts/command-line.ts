/** A setting that a command cannot do without. Throws an Error that names it. */
export function requireSetting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. The README lists every setting.`);
  return value;
}

/** Ends a command that failed: the reason on standard error, exit code 1. */
export function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? reasonOf(error) : String(error)}\n`);
  process.exitCode = 1;
}

// A connection that was refused on every address comes with an empty message of its own.
function reasonOf(error: Error): string {
  if (error.message) return error.message;
  return error instanceof AggregateError ? error.errors.map(String).join("; ") : error.name;
}
