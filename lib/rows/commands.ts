import { recordAlone } from "../audit/commands";
import type { OpenedObject } from "../connections/sessions";
import type { Refusal, RowChange, SeenValues, Values, WriteResult } from "../connectors/rows";
import { AppError } from "../errors";
import { noticeDrift } from "../objects/drift/commands";
import type { Actor, Environment } from "../policy";
import { rowOf } from "./page";
import { type Place, placeOf, requireColumn, requireKey } from "./place";
import { refusalWords } from "./refusal-words";
import { type CreateRowInput, type DeleteRowInput, fieldOf, type RowOutcome, type UpdateRowInput } from "./schema";
import { parseValue } from "./values/schema";
import { withRows } from "./with-rows";

type Kind = RowChange["kind"];
type Target = { objectId: string; environment: Environment };

/** Throws AppError `not_found`, `forbidden`, `invalid` by field, and what the external server does to us. */
export async function createRow(actor: Actor, input: CreateRowInput): Promise<RowOutcome> {
  return change(actor, input, "insert", (place) => {
    if (place.newRowRefusal !== null) throw new AppError("invalid", place.newRowRefusal);
    const values = requireValues(place, input.values, "insert");
    requireMandatory(place, values);
    return { ...statement(place), kind: "insert", values };
  });
}

/** Writes over nothing that the actor has not seen: `changed` gives the row as it is now. Throws as `createRow`. */
export async function updateRow(actor: Actor, input: UpdateRowInput): Promise<RowOutcome> {
  return change(actor, input, "update", (place) => {
    const values = requireValues(place, input.values, "update");
    if (values.length === 0) throw new AppError("invalid", "Nothing was changed.");
    const keyValue = requireKey(place, input.key);
    return { ...statement(place), kind: "update", keyValue, values, seen: requireSeen(place, input.seen) };
  });
}

/** Deletes only what the actor has seen. Throws as `createRow`. */
export async function deleteRow(actor: Actor, input: DeleteRowInput): Promise<RowOutcome> {
  return change(actor, input, "delete", (place) => {
    const keyValue = requireKey(place, input.key);
    return { ...statement(place), kind: "delete", keyValue, seen: requireSeen(place, input.seen) };
  });
}

/** How a server refuses when a column, a type or a privilege is not what it was, among other reasons. */
const suspicious: ReadonlySet<Refusal["why"]> = new Set(["not_allowed", "missing", "malformed", "server_rule"]);

async function change(
  actor: Actor,
  { objectId, environment }: Target,
  kind: Kind,
  prepare: (place: Place) => RowChange,
): Promise<RowOutcome> {
  return withRows({ by: actor, ability: "rows.write", objectId, environment }, async (opened) => {
    const place = placeOf(opened.definition);
    // Never aborted: a browser that leaves must not leave in doubt whether it was done.
    const result = await opened.session.write(prepare(place), new AbortController().signal);
    if (result.outcome === "refused" && suspicious.has(result.refusal.why)) {
      const drift = await noticeDrift(opened, environment, null);
      if (drift !== null) throw drift;
    }
    const outcome = outcomeOf(place, result);
    if (outcome.outcome === "written") await remember(actor, opened, { environment, kind, key: outcome.row.key });
    return outcome;
  });
}

function statement({ table, read, key }: Place) {
  return { table, columns: read, key: key.name };
}

function outcomeOf(place: Place, result: WriteResult): RowOutcome {
  switch (result.outcome) {
    case "written":
    case "changed":
      return { outcome: result.outcome, row: rowOf(result.row, place.keyAt) };
    case "gone":
      return { outcome: "gone" };
    case "refused":
      return {
        outcome: "refused",
        sentence: refusalWords(result.refusal, place.columns),
        column: place.columns.find(({ name }) => name === result.refusal.column)?.name ?? null,
      };
  }
}

const longestRecordedKey = 200;
const actions = { insert: "row.created", update: "row.updated", delete: "row.deleted" } as const;

/** The row is in the other database already, so its event cannot share a transaction with it. */
async function remember(
  actor: Actor,
  { object, connectionId }: OpenedObject,
  { environment, kind, key }: { environment: Environment; kind: Kind; key: string },
): Promise<void> {
  const data = { environment, version: object.version, connectionId, key: key.slice(0, longestRecordedKey) };
  const by = { accountId: actor.accountId, actorId: actor.id };
  await recordAlone(by, object.id, { action: actions[kind], data });
}

/** Every value as its column's type reads it. Throws AppError `invalid`, by field. */
function requireValues(place: Place, given: Values, kind: "insert" | "update"): Values {
  const problems = new Map<string, string>();
  const named = new Set<string>();
  const values = given.map(([name, value]) => {
    const column = requireColumn(place, name);
    if (named.has(name)) throw new AppError("invalid", "A column is named twice.");
    named.add(name);
    if (column.readOnly || column.generated || (kind === "update" && column.primaryKey)) {
      throw new AppError("invalid", `“${column.label}” is read-only. Nothing was written.`);
    }
    if (value === null) {
      if (!column.nullable) problems.set(name, "This column cannot be null.");
      return [name, null] as const;
    }
    const parsed = parseValue(column, value);
    if (parsed.ok) return [name, parsed.value] as const;
    problems.set(name, parsed.sentence);
    return [name, value] as const;
  });
  refuseProblems(problems);
  return values;
}

function requireMandatory({ columns }: Place, values: Values): void {
  const given = new Set(values.map(([name]) => name));
  const missing = columns.filter(({ name, mandatory }) => mandatory && !given.has(name));
  refuseProblems(new Map(missing.map(({ name }) => [name, "A new row needs a value here."])));
}

function refuseProblems(problems: ReadonlyMap<string, string>): void {
  if (problems.size === 0) return;
  const fields = Object.fromEntries([...problems].map(([name, sentence]) => [fieldOf(name), sentence]));
  throw new AppError("invalid", "Check the marked fields.", { fields });
}

/** What the row held must be said of every column but the key: what was not seen would be written over. */
function requireSeen(place: Place, seen: SeenValues): SeenValues {
  const said = new Map(seen.map(([name, cell]) => [requireColumn(place, name).name, cell]));
  return place.columns.flatMap(({ name, primaryKey }) => {
    if (primaryKey) return [];
    const cell = said.get(name);
    if (cell === undefined) throw new AppError("conflict", "The object's columns changed. Read the row again.");
    return [[name, cell] as const];
  });
}
