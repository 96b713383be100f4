import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { objectVersions } from "@/db/schema";
import { findAppFacts } from "../apps/queries";
import type { Condition } from "../connectors/rows";
import { AppError } from "../errors";
import { hasTarget } from "../objects/deploys/queries";
import { findObject } from "../objects/queries";
import { type ObjectBinding, type ObjectDefinition, type ObjectDetail, objectDefinition } from "../objects/schema";
import { type Actor, type AppAbility, abilitiesIn, answerInApp, authorizeInApp, type Environment } from "../policy";
import { readCursor } from "./cursor";
import { refuseNewRow } from "./new-row";
import { cutPage, rowOf } from "./page";
import { type Place, placeOf, requireColumn, requireKey } from "./place";
import {
  type CountRowsInput,
  type ListRowsInput,
  pageSize,
  type ReadCellInput,
  type ReadRowInput,
  type RowsPage,
  type RowWhole,
} from "./schema";
import { isSortable, readCondition } from "./view/schema";
import { withRows } from "./with-rows";

/**
 * A page of live rows. The version says which columns there are: anything else in the view is refused. Throws AppError
 * `not_found`, `forbidden`, `invalid`, and what the external server does to us (see `withRows`).
 */
export async function listRows(
  actor: Actor,
  { objectId, environment, view }: ListRowsInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<RowsPage> {
  return withRows({ by: actor, ability: "rows.read", objectId, environment }, async (opened) => {
    const place = placeOf(opened.definition);
    const where = requireConditions(place, view.where);
    const sort = requireSort(place, view.sort);
    const sorted = requireColumn(place, sort.column);
    const backwards = view.after === null && view.before !== null;
    const from = readCursor(view.after ?? view.before, sorted, place.key);
    const startedAt = performance.now();
    const { rows } = await opened.session.read(
      {
        table: place.table,
        columns: place.read,
        key: place.key.name,
        where,
        sort,
        from,
        backwards: backwards && from !== null,
        limit: pageSize + 1,
      },
      signal,
    );
    const readMs = performance.now() - startedAt;
    const cut = cutPage({ rows, backwards: backwards && from !== null, isInside: from !== null, keyAt: place.keyAt });
    return { ...cut, version: opened.object.version, columns: place.columns, readMs: Math.max(1, Math.round(readMs)) };
  });
}

/** How many rows match, counted no further than `cap`. Apart from `listRows`, which it must not slow down. */
export async function countRows(
  actor: Actor,
  { objectId, environment, where }: CountRowsInput,
  cap: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  return withRows({ by: actor, ability: "rows.read", objectId, environment }, ({ definition, session }) => {
    const place = placeOf(definition);
    const query = { table: place.table, columns: place.read, where: requireConditions(place, where) };
    return session.count(query, cap, signal);
  });
}

/** One row, every cell of it whole unless asked otherwise; `row` is null when it is gone. Throws as `listRows`. */
export async function readRow(
  actor: Actor,
  { objectId, environment, key, whole = true }: ReadRowInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<Omit<RowWhole, "row"> & { row: RowWhole["row"] | null }> {
  return withRows({ by: actor, ability: "rows.read", objectId, environment }, async (opened) => {
    const place = placeOf(opened.definition);
    const { rows } = await opened.session.read({ ...oneRow(place, key), columns: place.read, whole }, signal);
    const [row] = rows;
    const found = row === undefined ? null : rowOf(row, place.keyAt);
    return { version: opened.object.version, columns: place.columns, row: found };
  });
}

/** A cell that was cut, whole. Throws as `listRows`, and `not_found` when its row is gone. */
export async function readCell(
  actor: Actor,
  { objectId, environment, key, column }: ReadCellInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ text: string | null }> {
  return withRows({ by: actor, ability: "rows.read", objectId, environment }, async ({ definition, session }) => {
    const place = placeOf(definition);
    const { name, type, nullable } = requireColumn(place, column);
    const keyColumn = { name: place.key.name, type: place.key.type, nullable: place.key.nullable };
    const columns = name === keyColumn.name ? [keyColumn] : [keyColumn, { name, type, nullable }];
    const { rows } = await session.read({ ...oneRow(place, key), columns, whole: true }, signal);
    const [row] = rows;
    if (row === undefined) throw new AppError("not_found", "This row is gone: somebody deleted it.");
    const cell = row.cells.at(-1);
    if (typeof cell === "string" || cell === null) return { text: cell };
    throw new AppError("conflict", "This cell is too large to be shown whole.");
  });
}

function oneRow(place: Place, key: string) {
  const name = place.key.name;
  return {
    table: place.table,
    key: name,
    where: [{ column: name, operator: "equals", values: [requireKey(place, key)] }] satisfies Condition[],
    sort: { column: name, direction: "asc" } as const,
    from: null,
    backwards: false,
    limit: 1,
  };
}

/** Throws AppError `invalid`. */
export function requireConditions({ columns }: Place, where: readonly Condition[]): Condition[] {
  return where.map((condition) => {
    const read = readCondition(columns, condition);
    if (read.ok) return read.condition;
    throw new AppError("invalid", `The filter cannot be used. ${read.sentence}`);
  });
}

/** By the primary key where nothing is asked for. Throws AppError `invalid`. */
export function requireSort(place: Place, sort: ListRowsInput["view"]["sort"]) {
  if (sort === null) return { column: place.key.name, direction: "asc" } as const;
  const column = requireColumn(place, sort.column);
  if (isSortable(column)) return sort;
  throw new AppError("invalid", "This column has no order. Sort by another one.");
}

/** An object as the screen of its rows shows it. `bound` is null where nothing is deployed. */
export type RowsObject = Pick<ObjectDetail, "id" | "name" | "description" | "app" | "version" | "beingEdited"> & {
  bound: (Omit<ObjectBinding, "boundAt" | "boundBy"> & { definition: ObjectDefinition }) | null;
  abilities: readonly AppAbility[];
  /** Why the actor may not, and whom to ask; null when they may. */
  readRefusal: string | null;
  writeRefusal: string | null;
  deployRefusal: string | null;
  /** Where nothing is bound: whether the actor has a connection there that the newest version could be deployed to. */
  hasTarget: boolean;
  /** Why no row can be made: the actor may not write, or nobody can make one. */
  newRowRefusal: string | null;
};

/** Throws AppError `not_found`, also for a draft. Opens no connection. */
export async function findRowsObject(
  actor: Actor,
  appId: string,
  objectId: string,
  environment: Environment,
): Promise<RowsObject> {
  const [object, facts] = await Promise.all([findObject(actor, appId, objectId), findAppFacts(actor, appId)]);
  const app = authorizeInApp(actor, "object.see", facts, "external data object");
  const binding = object.bindings.find((each) => each.environment === environment);
  const definition = binding === undefined ? null : await definitionOf(object, binding.version);
  const membersWithUseMay = definition?.membersWithUseMay ?? "read";
  const refusal = (ability: "rows.read" | "rows.write" | "object.deploy") => {
    const answer = answerInApp(actor, ability, { ...app, membersWithUseMay });
    return "reason" in answer ? answer.reason : null;
  };
  return {
    id: object.id,
    name: object.name,
    description: object.description,
    app: object.app,
    version: object.version,
    beingEdited: object.beingEdited,
    bound: binding === undefined || definition === null ? null : boundOf(binding, definition),
    abilities: abilitiesIn(actor, { ...app, membersWithUseMay }),
    readRefusal: refusal("rows.read"),
    writeRefusal: refusal("rows.write"),
    deployRefusal: refusal("object.deploy"),
    hasTarget: binding === undefined && (await hasTarget(actor, { objectId, version: object.version, environment })),
    newRowRefusal: refusal("rows.write") ?? (definition === null ? null : refuseNewRow(definition)),
  };
}

function boundOf({ environment, version, connection, driftedAt }: ObjectBinding, definition: ObjectDefinition) {
  return { environment, version, connection, driftedAt, definition };
}

async function definitionOf(object: ObjectDetail, version: number): Promise<ObjectDefinition | null> {
  if (version === object.version) return object.definition;
  const [row] = await db()
    .select({ definition: objectVersions.definition })
    .from(objectVersions)
    .where(and(eq(objectVersions.objectId, object.id), eq(objectVersions.version, version)));
  return row === undefined ? null : objectDefinition.parse(row.definition);
}
