import type { StageName, VerificationFailure } from "./types";

/** Every way in which an external platform can fail us, closed. Chosen by code, errno or SQLSTATE, never by message text. */
export const failureKinds = [
  "unknown_host",
  "name_lookup_failed",
  "unreachable",
  "tls_not_offered",
  "tls_untrusted",
  "tls_name_mismatch",
  "tls_out_of_date",
  "tls_failed",
  "ca_unreadable",
  "sign_in_refused",
  "sign_in_not_allowed",
  "sign_in_unsupported",
  "sign_in_unsafe",
  "unknown_database",
  "database_not_allowed",
  "catalog_not_allowed",
  "own_server",
  "server_full",
  "server_starting",
  "server_refused",
  "connection_lost",
  "protocol",
  "busy",
  "answer_too_large",
  "value_refused",
  "drift",
  "timed_out",
] as const;
export type FailureKind = (typeof failureKinds)[number];

type FailureOptions = {
  cause?: unknown;
  /** For the log only: which rule or message it was. */
  reason?: string;
  /** This server's own address on the connection, so that people can look for it in the other server's rules. */
  from?: string | undefined;
  /** There was no connection yet: whoever tries next would most likely wait for the same. */
  whileConnecting?: boolean;
};

/** An external platform failed us. Its message is for the log; people read what `describeFailure` says. */
export class ConnectorFailure extends Error {
  override readonly name = "ConnectorFailure";
  readonly kind: FailureKind;
  readonly from: string | undefined;
  readonly whileConnecting: boolean;

  constructor(kind: FailureKind, { cause, reason, from, whileConnecting = false }: FailureOptions = {}) {
    super(reason ?? kind, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.from = from;
    this.whileConnecting = whileConnecting;
  }
}

type Words = Pick<VerificationFailure, "title" | "check" | "fields">;

const address = ["host", "port"];

// One sentence for a refused range, a closed port and a filtered one: told apart, they would make a network scanner.
const unreachable: Words = {
  title: "Nothing answered at this host and port.",
  check:
    "Check both, and that the server accepts connections from here; a private address must also be in ALLOWED_NETWORKS, which whoever runs Linkspan sets.",
  fields: address,
};

const words: Record<Exclude<FailureKind, "timed_out">, (from: string) => Words> = {
  unknown_host: () => ({
    title: "The host name was not found.",
    check: "Check its spelling, and that the name is known where Linkspan runs.",
    fields: ["host"],
  }),
  name_lookup_failed: () => ({
    title: "The host name could not be looked up.",
    check: "The name service where Linkspan runs did not answer; try again, and check it if this goes on.",
    fields: ["host"],
  }),
  unreachable: () => unreachable,
  tls_not_offered: () => ({
    title: "The server does not offer TLS.",
    check: "Turn TLS on at the server, or choose to go without it if everything may be read on the way.",
    fields: ["tls"],
  }),
  tls_untrusted: () => ({
    title: "The certificate comes from an unknown authority.",
    check: "Check that this is the right server, and paste the CA certificate of the authority that signed for it.",
    fields: ["ca"],
  }),
  tls_name_mismatch: () => ({
    title: "The certificate is for another name.",
    check: "Type the host exactly as the certificate names it, or have the server's certificate name this host.",
    fields: ["host"],
  }),
  tls_out_of_date: () => ({
    title: "The certificate is not valid today.",
    check: "Renew the server's certificate, and check the clocks of both machines.",
    fields: ["tls"],
  }),
  tls_failed: () => ({
    title: "The connection could not be secured.",
    check: "Check the TLS settings of the server: it needs TLS 1.2 or newer and a complete certificate chain.",
    fields: ["tls"],
  }),
  ca_unreadable: () => ({
    title: "The CA certificate cannot be read.",
    check: "Paste the whole PEM text, from BEGIN CERTIFICATE to END CERTIFICATE, once for each certificate.",
    fields: ["ca"],
  }),
  sign_in_refused: (from) => ({
    title: "Sign in was refused.",
    check: `Check the user and the password, and that this user may sign in from ${from}.`,
    fields: ["user", "password"],
  }),
  sign_in_not_allowed: (from) => ({
    title: "The server does not let this user in.",
    check: `Check that the user may sign in to this database from ${from} with this TLS setting (in PostgreSQL: pg_hba.conf).`,
    fields: ["user"],
  }),
  sign_in_unsupported: () => ({
    title: "The server asks for a way to sign in that is not supported.",
    check: "Let this user sign in with a password (in PostgreSQL: scram-sha-256).",
    fields: ["user"],
  }),
  sign_in_unsafe: () => ({
    title: "Sign in was stopped.",
    check:
      "The server did not prove that it knows this user, or asked for too much work; check that it is the right one.",
    fields: address,
  }),
  unknown_database: () => ({
    title: "The database was not found.",
    check: "Check its name, capital letters included.",
    fields: ["database"],
  }),
  database_not_allowed: () => ({
    title: "This user may not open the database.",
    check: "Grant the user the right to connect to it, or choose another database.",
    fields: ["database", "user"],
  }),
  catalog_not_allowed: () => ({
    title: "This user may not read the catalog.",
    check: "Grant the user the right to read the database's own catalog.",
    fields: ["user"],
  }),
  own_server: () => ({
    title: "This server keeps Linkspan's own data.",
    check: "Connect to another one: an external data connection never leads to Linkspan itself.",
    fields: address,
  }),
  server_full: () => ({
    title: "The server has no room for another connection.",
    check: "Try again later, or raise its limit of connections.",
    fields: [],
  }),
  server_starting: () => ({
    title: "The server is starting or stopping.",
    check: "Try again in a minute.",
    fields: [],
  }),
  server_refused: () => ({
    title: "The server refused.",
    check: "Look for the reason in the server's own log, at this time.",
    fields: [],
  }),
  connection_lost: () => ({
    title: "The server ended the connection.",
    check: "Check that the host and port are right, and look for the reason in the server's own log.",
    fields: [],
  }),
  protocol: () => ({
    title: "What answered does not speak this connector's language.",
    check: "Check the host and the port, and that nothing else than the database listens there.",
    fields: address,
  }),
  busy: () => ({
    title: "Too many wait for this connection already.",
    check: "Try again in a moment.",
    fields: [],
  }),
  answer_too_large: () => ({
    title: "The server sent more than can be shown.",
    check: "Ask for less: fewer columns, or a narrower filter.",
    fields: [],
  }),
  value_refused: () => ({
    title: "A value does not fit its column.",
    check: "Check the filter.",
    fields: [],
  }),
  drift: () => ({
    title: "The table is not what it was.",
    check: "Check whether it, or one of its columns, was renamed or dropped.",
    fields: [],
  }),
};

const timedOut: Record<StageName, Words> = {
  resolve: {
    title: "The host name could not be looked up in time.",
    check: "Try again, and check the name service where Linkspan runs if this goes on.",
    fields: ["host"],
  },
  reach: unreachable,
  tls: {
    title: "The server accepted the connection, then stayed silent.",
    check: "Check the port, and whether the server or something in front of it speaks TLS there.",
    fields: ["port", "tls"],
  },
  sign_in: {
    title: "The server did not answer the sign-in in time.",
    check: "Check the host and the port, and that the server is not overloaded.",
    fields: address,
  },
  open_database: {
    title: "The database did not open in time.",
    check: "Check that the server is not overloaded, then try again.",
    fields: [],
  },
  read_catalog: {
    title: "The catalog could not be read in time.",
    check: "Check that the server is not overloaded and its catalog is not locked, then try again.",
    fields: [],
  },
};

/** What people read about a failure: what was refused, and one sentence on what to check. */
export function describeFailure(failure: ConnectorFailure, stage: StageName): VerificationFailure {
  const said = failure.kind === "timed_out" ? timedOut[stage] : words[failure.kind](failure.from ?? "here");
  return { stage, ...said };
}
