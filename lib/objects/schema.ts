import { z } from "zod";
import type { ConnectionStatus } from "../connections/schema";
import { fieldTypes } from "../connectors/rows";
import type { AppAbility, Environment } from "../policy";
import type { BeingEdited } from "./edits/schema";

export const deleteObjectInput = z.object({ id: z.uuid() });
export type DeleteObjectInput = z.output<typeof deleteObjectInput>;

/** Which version runs through which connection. */
export type Bound = { version: number; connectionId: string };

export const objectColumn = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(fieldTypes),
  /** As the server names it, for people: `numeric(12,2)`. */
  nativeType: z.string(),
  primaryKey: z.boolean(),
  /** Chosen so, made by the server, or not to be written by the database user. */
  readOnly: z.boolean(),
  nullable: z.boolean(),
  /** A new row needs a value. */
  mandatory: z.boolean(),
  /** Always made by the server. */
  generated: z.boolean(),
  /** Of a choice. */
  choices: z.array(z.string()).nullable(),
  /** Its number in the table it was published over, by which a renamed column is known again. Older versions have none. */
  ordinal: z.int().nullable().optional(),
});
export type ObjectColumn = z.output<typeof objectColumn>;

/** What a published version says. Stored as jsonb, never changed. */
export const objectDefinition = z.object({
  table: z.object({ schema: z.string(), name: z.string() }),
  columns: z.array(objectColumn).min(1),
  membersWithUseMay: z.enum(["read", "write"]),
  /** Absent where rows can be made: the database user lacked a privilege for it when this was published. */
  takesNewRows: z.literal(false).optional(),
});
export type ObjectDefinition = z.output<typeof objectDefinition>;

export type ObjectRow = {
  id: string;
  name: string;
  description: string;
  /** Null, like the version, for a draft. */
  table: string | null;
  version: number | null;
  /** `drifted`: the table was seen to be another one than the version says. */
  bindings: readonly { environment: Environment; version: number; drifted: boolean }[];
  /** Whether the actor may check its tables. */
  mayCheck: boolean;
  modifiedAt: string;
  /** Whether a published object has a draft; only those who may edit are told. */
  isBeingEdited: boolean;
};

/** A binding shows its connection's name, connector and state, never its details. `connection` names are for all who see the object. */
export type ObjectBinding = {
  environment: Environment;
  version: number;
  connection: { id: string; name: string; connector: string; status: ConnectionStatus; visible: boolean };
  boundAt: string;
  boundBy: string | null;
  /** When the table was last seen to be another one than the version says; null when it was seen to fit. */
  driftedAt: string | null;
};

export type ObjectDetail = {
  id: string;
  name: string;
  description: string;
  app: { id: string; name: string };
  version: number;
  publishedAt: string;
  publishedBy: string | null;
  definition: ObjectDefinition;
  bindings: readonly ObjectBinding[];
  abilities: readonly AppAbility[];
  /** Who edits it and since when, for those who may edit; null when nobody does. */
  beingEdited: BeingEdited | null;
  /** Why the actor may not, and whom to ask; null when they may. */
  deleteRefusal: string | null;
  deployRefusal: string | null;
};
