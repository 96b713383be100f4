import type { ConnectorFailure, FailureKind } from "../connectors/failures";
import { AppError, type ErrorCode } from "../errors";

type Words = { code: ErrorCode; say: (connection: string) => string };

const again = "Try again in a moment; if it goes on, tell one of its admins.";
const away = { code: "unreachable", say: (connection) => `“${connection}” did not answer. ${again}` } satisfies Words;
const refused = {
  code: "unreachable",
  say: (connection) => `The server of “${connection}” refused its credentials. One of its admins has to reconnect it.`,
} satisfies Words;
const insecure = {
  code: "unreachable",
  say: (connection) => `The connection to “${connection}” could not be secured. One of its admins has to look into it.`,
} satisfies Words;

/** What a person at an object may know: which connection it was and what to do, nothing of its general details. */
const words: Record<FailureKind, Words> = {
  unknown_host: away,
  name_lookup_failed: away,
  unreachable: away,
  tls_not_offered: insecure,
  tls_untrusted: insecure,
  tls_name_mismatch: insecure,
  tls_out_of_date: insecure,
  tls_failed: insecure,
  ca_unreadable: insecure,
  sign_in_refused: refused,
  sign_in_not_allowed: refused,
  sign_in_unsupported: refused,
  sign_in_unsafe: refused,
  unknown_database: {
    code: "unreachable",
    say: (connection) => `The database of “${connection}” is gone. Tell one of its admins.`,
  },
  database_not_allowed: {
    code: "unreachable",
    say: (connection) => `The user of “${connection}” may not open its database any more. Tell one of its admins.`,
  },
  catalog_not_allowed: {
    code: "drift",
    say: (connection) => `The user of “${connection}” may not read this table any more. Tell one of its admins.`,
  },
  own_server: {
    code: "unreachable",
    say: (connection) => `“${connection}” leads to Linkspan's own data, which is refused. Tell one of its admins.`,
  },
  server_full: {
    code: "unreachable",
    say: (connection) => `The server of “${connection}” has no room for another connection. ${again}`,
  },
  server_starting: {
    code: "unreachable",
    say: (connection) => `The server of “${connection}” is starting or stopping. Try again in a minute.`,
  },
  server_refused: {
    code: "unreachable",
    say: (connection) => `The server of “${connection}” refused. Tell one of its admins, with the reference.`,
  },
  connection_lost: {
    code: "unreachable",
    say: (connection) => `The server of “${connection}” ended the connection. ${again}`,
  },
  protocol: {
    code: "unreachable",
    say: (connection) => `What answered for “${connection}” is not a database of its kind. Tell one of its admins.`,
  },
  busy: {
    code: "unreachable",
    say: (connection) => `Too many wait for “${connection}” already. Try again in a moment.`,
  },
  answer_too_large: {
    code: "invalid",
    say: (connection) => `The server of “${connection}” sent more than can be shown. Ask for less.`,
  },
  value_refused: { code: "invalid", say: () => "A value of the filter does not fit its column. Check the filter." },
  drift: {
    code: "drift",
    say: (connection) =>
      `The table is not what it was: it, or one of its columns, was renamed or dropped in “${connection}”. Tell whoever manages this app.`,
  },
  timed_out: {
    code: "timeout",
    say: (connection) => `“${connection}” took too long and was stopped. Narrow the filter, or try again.`,
  },
};

/** What a failure of an external server is for people. The failure itself goes to the log as its cause. */
export function appErrorOf(failure: ConnectorFailure, connection: string): AppError {
  const { code, say } = failure.kind === "timed_out" && failure.whileConnecting ? away : words[failure.kind];
  return new AppError(code, say(connection), { cause: failure });
}

/** Whether it is the credentials that do not work any more. */
export function isRefusal(failure: ConnectorFailure): boolean {
  return failure.kind === "sign_in_refused";
}
