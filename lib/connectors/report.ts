import type { FailureReport } from "./define-connector";
import { codeOf } from "./error-code";
import type { ConnectorFailure } from "./failures";
import type { StageName } from "./types";

const longestMessage = 300;

/** What the log may keep of a failure. A hostile server can send anything, even the password that it was just given. */
export function reportOf(failure: ConnectorFailure, stage: StageName, secrets: readonly string[]): FailureReport {
  const { cause } = failure;
  const code = codeOf(cause);
  return {
    kind: failure.kind,
    stage,
    code: code !== undefined && /^[A-Z0-9_]{3,60}$/.test(code) ? code : null,
    reason: clean(failure.message, secrets),
    message: cause instanceof Error ? clean(cause.message, secrets) : null,
  };
}

function clean(text: string, secrets: readonly string[]): string {
  let cleaned = text.slice(0, 10 * longestMessage);
  for (const secret of secrets) cleaned = cleaned.replaceAll(secret, "[redacted]");
  return cleaned.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, longestMessage);
}
