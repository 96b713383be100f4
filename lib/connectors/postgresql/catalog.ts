import { z } from "zod";
import type { ServerIdentity } from "../define-connector";
import { ConnectorFailure } from "../failures";

/**
 * Sent in front of the first query, in one message with it: after connecting, because PgBouncer refuses these as startup
 * parameters. The path keeps names of the catalog from being answered by somebody's own schema.
 */
const settings = "set statement_timeout = 15000; set default_transaction_read_only = on; set search_path = pg_catalog;";

// Operators of citext stand in the schema of its extension: without them an order and a comparison would differ.
const citextSchema = `(select ', ' || quote_ident(n.nspname) from pg_extension e
  join pg_namespace n on n.oid = e.extnamespace where e.extname = 'citext')`;

/** For a connection that is kept: every value is then written in one way, exact to the last digit. */
export const keptSettings = {
  read: keptSettingsFor("on"),
  write: keptSettingsFor("off"),
};

function keptSettingsFor(readOnly: "on" | "off"): string {
  return `set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1;
    set bytea_output = 'hex'; set default_transaction_read_only = ${readOnly};
    select set_config('search_path', 'pg_catalog' || coalesce(${citextSchema}, ''), false)`;
}

const systemIdentifier = "(pg_control_system()).system_identifier::text";
const startedAt = "extract(epoch from pg_postmaster_start_time())::text";

/** Which server this is; `started_at` alone is what every user may see. For our own database, through its own driver. */
export const ownIdentitySql = {
  full: `select ${systemIdentifier} as system_identifier, ${startedAt} as started_at`,
  public: `select null as system_identifier, ${startedAt} as started_at`,
};

// One row of the catalog, in the order of its index: enough to know that it can be read, and a third of what it cost to
// look for a table that the user may read.
const identity = (identifier: string) => `${settings}
  select ${identifier}, ${startedAt}, (select true from pg_class order by oid limit 1)`;

export const identitySql = { full: identity(systemIdentifier), public: identity("null") };

const cell = z.string();
const identityRow = z.tuple([
  z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable(),
  cell.regex(/^\d{1,20}(\.\d{1,6})?$/),
  z.literal("t"),
]);

/** Throws ConnectorFailure "protocol" when a server answers something else than was asked for. */
export function parseIdentity(rows: unknown): ServerIdentity {
  const [systemIdentifier, startedAt] = parsed(z.tuple([identityRow]), rows)[0];
  return { systemIdentifier, startedAt };
}

/** Whether both are the same server, or one a physical copy of the other. */
export function isSameServer(one: ServerIdentity, other: ServerIdentity): boolean {
  if (one.systemIdentifier !== null && other.systemIdentifier !== null) {
    return one.systemIdentifier === other.systemIdentifier;
  }
  return one.startedAt === other.startedAt;
}

export function parsed<S extends z.ZodType>(schema: S, rows: unknown): z.output<S> {
  const result = schema.safeParse(rows);
  if (!result.success) throw new ConnectorFailure("protocol", { cause: result.error, reason: "answer to our query" });
  return result.data;
}
