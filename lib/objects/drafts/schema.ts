import { z } from "zod";
import { connectionName } from "../../connections/schema";
import type { CatalogColumn, CatalogTable, TableName } from "../../connectors/rows";
import type { ObjectDefinition } from "../schema";

/** What neither jsonb nor a catalog can hold. */
const storable = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[\0\p{Cs}]/u.test(text), "A name has no such characters.");

const catalogName = storable(255).min(1);

export const tableInput = z.object({ schema: catalogName, name: catalogName });

const draftColumn = z.object({ name: catalogName, label: storable(100), readOnly: z.boolean() });
export type DraftColumn = z.output<typeof draftColumn>;

/** What is chosen so far. The rules of the table are checked when it is published, against the table as it is then. */
export const objectDraft = z.object({
  table: tableInput.nullable(),
  columns: z.array(draftColumn).max(1_600),
  membersWithUseMay: z.enum(["read", "write"]),
});
export type ObjectDraft = z.output<typeof objectDraft>;

export const emptyObjectDraft: ObjectDraft = { table: null, columns: [], membersWithUseMay: "read" };

export const createObjectInput = z.object({
  appId: z.uuid(),
  connectionId: z.uuid(),
  name: connectionName,
  description: z
    .string()
    .trim()
    .max(1_000, "A description has at most 1,000 characters.")
    .refine((text) => !/[\0\p{Cs}]/u.test(text), "A description has no control characters.")
    .default(""),
});
export type CreateObjectInput = z.output<typeof createObjectInput>;

/** `revision` is the draft that the browser saw: another one by now is a conflict. */
export const saveDraftInput = z.object({
  id: z.uuid(),
  revision: z.int(),
  connectionId: z.uuid(),
  draft: objectDraft,
});
export type SaveDraftInput = z.output<typeof saveDraftInput>;

export const publishObjectInput = z.object({ id: z.uuid(), revision: z.int() });
export type PublishObjectInput = z.output<typeof publishObjectInput>;

export type Published = { id: string; appId: string; version: number };

export const listTablesInput = z.object({ connectionId: z.uuid(), search: z.string().max(100).default("") });
export type ListTablesInput = z.output<typeof listTablesInput>;

export const describeTableInput = z.object({ connectionId: z.uuid(), table: tableInput });
export type DescribeTableInput = z.output<typeof describeTableInput>;

/** Whether `schema.table` holds what was searched for, whatever the case. */
export function matchesSearch({ schema, name }: TableName, search: string): boolean {
  return `${schema}.${name}`.toLowerCase().includes(search.trim().toLowerCase());
}

/** A sentence whose names stand apart: they are the catalog's, hostile text that has to be isolated where it is shown. */
export type Sentence = readonly (string | { name: string })[];

/** What the builder may decide about a column, and why not the rest. */
export type ColumnRule = {
  /** Why it is always chosen; null when that is free. */
  lockedIn: string | null;
  /** Why it can never be chosen; null when it can. */
  greyed: string | null;
  /** Whether it is read-only whatever the builder says, and why; null when the switch is theirs. */
  readOnly: { value: boolean; reason: string } | null;
};

/** `refusal`: why no object can be made of it; null when one can. */
export type OfferedTable = TableName & { kind: CatalogTable["kind"]; refusal: Sentence | null };

/** `total` counts all that match the search, also those that are too many to list. */
export type OfferedTables = { tables: readonly OfferedTable[]; total: number };

export type OfferedColumn = CatalogColumn & { primaryKey: boolean; rule: ColumnRule };

export type DescribedTable = OfferedTable & {
  comment: string | null;
  columns: readonly OfferedColumn[];
  /** The database user's privilege. */
  mayDelete: boolean;
  /** Why it can make no new row; null when it can. */
  newRowRefusal: Sentence | null;
};

export type DraftDetail = {
  id: string;
  name: string;
  description: string;
  app: { id: string; name: string };
  revision: number;
  draft: ObjectDraft;
  /** Who began it and when. */
  begun: { by: string; at: string };
  /** What is published and stays so until the draft is; null for a new object. */
  live: { version: number; definition: ObjectDefinition } | null;
  /** Null when it was deleted, or the actor may not use it any more. */
  connection: { id: string; name: string } | null;
};

/** A Development connection that the actor may use. */
export type UsableConnection = { id: string; name: string };
