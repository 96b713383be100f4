import { z } from "zod";
import { connectorIds } from "../connectors/forms";
import type { StageProgress, Verification } from "../connectors/types";
import type { Failure } from "../errors";
import { type ConnectionAbility, type Environment, environments } from "../policy";
import type { LinkedRehearsal, RehearsalProgress } from "../verification/reconnect/schema";

export type { ConnectionAbility, Environment } from "../policy";
export { environments } from "../policy";

export const statuses = ["connected", "needs_reconnecting", "needs_an_admin"] as const;
export type ConnectionStatus = (typeof statuses)[number];
export const shows = ["all", "created", "shared"] as const;
export const sortColumns = ["name", "connector", "created_at", "modified_at", "shared_with", "objects"] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Rows on one page of the list. */
export const pageSize = 50;
/** Totals are counted up to here and shown as "1 000+" beyond. */
export const countCap = 1000;

/** Control and direction-changing characters: invisible, and able to make one name look like another. */
const unsafeCharacters = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** A connection's name as stored: NFC, trimmed, 1 to 100 characters (code points). */
export const connectionName = z
  .string()
  .transform((value) => value.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "Type a name.")
      .refine((value) => [...value].length <= 100, "A name has at most 100 characters.")
      .refine((value) => !unsafeCharacters.test(value), "A name has no control or direction-changing characters."),
  );

/** What makes two names the same in one environment. */
export function nameKey(name: string): string {
  return name.normalize("NFC").trim().toLowerCase();
}

const id = z.uuid();

/** `?environment=` of a page: anything else than one of the three is Development. */
export const environmentParameter = z.enum(environments).catch("development").default("development");

/** The list's URL parameters. Unknown values fall back to the default instead of failing: a bookmark must keep working. */
export const listInput = z.object({
  environment: environmentParameter,
  q: z.string().max(100).catch("").default(""),
  connector: z.array(z.enum(connectorIds)).catch([]).default([]),
  status: z.array(z.enum(statuses)).catch([]).default([]),
  show: z.enum(shows).catch("all").default("all"),
  sort: z.enum(sortColumns).catch("modified_at").default("modified_at"),
  direction: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  /** Opaque keyset cursors: the page after, or before, this row. At most one of them. */
  after: z.string().max(400).optional().catch(undefined),
  before: z.string().max(400).optional().catch(undefined),
  /** A connection just created: shown first and highlighted, whatever the filters. */
  created: id.optional().catch(undefined),
});
export type ListInput = z.output<typeof listInput>;

export type Person = { id: string; name: string };

/** `breakGlass` is there when a super admin shared the connection with themself; without an end it lasts until revoked. */
export type ListedAdmin = Person & { breakGlass?: { endsAt: string | null } };

export type ConnectionRow = {
  id: string;
  name: string;
  connector: (typeof connectorIds)[number];
  environment: Environment;
  status: ConnectionStatus;
  /** Why it is not connected, one short sentence; null when it is. */
  reason: string | null;
  /** `host:port/database` for its admins, null for others. */
  address: string | null;
  createdAt: string;
  modifiedAt: string;
  /** The first admins, at most 8: oneself, those whose share ends by itself, the others by when they were added. */
  admins: readonly ListedAdmin[];
  /** How many administer it without an end: none means that it needs an admin. */
  adminCount: number;
  objectCount: number;
  abilities: readonly ConnectionAbility[];
};

/** A count that stops at `countCap`. */
export type CappedCount = { count: number; capped: boolean };

export type ConnectionPage = {
  rows: readonly ConnectionRow[];
  /** The row of `created`, when it is visible to the actor and was just made; it is not repeated in `rows`. */
  created: ConnectionRow | null;
  next: string | null;
  previous: string | null;
  /** What matches search and filters. */
  total: CappedCount;
  /** All that the actor sees in this environment, by status. */
  byStatus: Record<ConnectionStatus, CappedCount>;
  /** Why the actor may not create a connection in this environment, and whom to ask; null when they may. */
  createRefusal: string | null;
};

/** A connection's own page. `details` is null for those who may not see them; labels come from the connector's form. */
export type ConnectionDetail = ConnectionRow & {
  details: Record<string, string> | null;
  createdBy: Person | null;
};

const credentials = z.record(z.string(), z.string().max(65536));

/** Details and credentials are parsed again by the connector's own form in the command. `attempt` names it for Cancel. */
export const testInput = z.object({
  attempt: id,
  environment: z.enum(environments),
  connector: z.enum(connectorIds),
  details: z.record(z.string(), z.string().max(65536)),
  credentials,
});
export type TestInput = z.output<typeof testInput>;

export const createInput = testInput.extend({ name: connectionName });
export type CreateInput = z.output<typeof createInput>;

/** `version` is the connection's version that the browser saw: a change since then is a conflict. */
export const renameInput = z.object({ id, name: connectionName, previousName: z.string() });
export const deleteInput = z.object({ id });
export const connectionIdInput = z.object({ id });
export const cancelInput = z.object({ attempt: id });

export type RenameInput = z.output<typeof renameInput>;

/** What the browser hears while a verification runs; the last event is `done`. */
export type VerificationEvent =
  | { type: "stage"; progress: StageProgress }
  | { type: "rehearsal"; progress: RehearsalProgress }
  | {
      type: "done";
      verification: Verification;
      reference: string | null;
      stored: { id: string; name: string } | null;
      rehearsal: LinkedRehearsal | null;
    }
  | { type: "refused"; error: Failure };

export type LinkedObject = {
  id: string;
  name: string;
  table: string;
  /** The one bound here. */
  version: number;
  /** Its external table was last seen to be another one than the version says. */
  drifted: boolean;
};

/** Where a connection is used, in its own environment. Apps the actor cannot see are counted, not named. */
export type LinkedObjects = {
  connection: Person & { environment: Environment };
  total: number;
  apps: readonly { id: string; name: string; objects: readonly LinkedObject[] }[];
  hiddenCount: number;
  /** Names of super admins, who can find out whose the hidden apps are. Empty when nothing is hidden. */
  ask: readonly string[];
};

/** What Duplicate fills in. `environments` are those in which the actor may create: never none. */
export type DuplicateSource = {
  name: string;
  connector: (typeof connectorIds)[number];
  details: Record<string, string>;
  environments: readonly Environment[];
};
