import { type GrantWriter, mostDescribed, type Session } from "../../connectors/define-connector";
import type { TableName, TableSight } from "../../connectors/rows";
import type { ObjectDefinition } from "../schema";
import { rehearse } from "./rehearse";
import type { Rehearsal } from "./schema";

type Watch = { signal: AbortSignal; onProgress?: (progress: { done: number; total: number }) => void };

/**
 * Rehearses versions over one session, in the order given, reading each table once. Only as many tables are held at a time
 * as one question asks for. Throws ConnectorFailure and the signal's reason.
 */
export async function rehearseAll(
  session: Session,
  grantStatement: GrantWriter,
  definitions: readonly ObjectDefinition[],
  { signal, onProgress }: Watch,
): Promise<Rehearsal[]> {
  const rehearsals = new Map<number, Rehearsal>();
  const total = definitions.length;
  for (const batch of inBatches(byTable(definitions))) {
    const sights = await session.describeAll(
      batch.map(({ table }) => table),
      signal,
    );
    batch.forEach(({ uses }, at) => {
      const sight: TableSight | null = sights[at] ?? null;
      for (const { definition, place } of uses) rehearsals.set(place, rehearse(definition, sight, grantStatement));
    });
    onProgress?.({ done: rehearsals.size, total });
  }
  return definitions.flatMap((_, place) => rehearsals.get(place) ?? []);
}

type TableUse = { table: TableName; uses: { definition: ObjectDefinition; place: number }[] };

function byTable(definitions: readonly ObjectDefinition[]): TableUse[] {
  const found = new Map<string, TableUse>();
  definitions.forEach((definition, place) => {
    const { table } = definition;
    const key = JSON.stringify([table.schema, table.name]);
    const use = found.get(key) ?? { table, uses: [] };
    use.uses.push({ definition, place });
    found.set(key, use);
  });
  return [...found.values()];
}

function* inBatches(uses: readonly TableUse[]): Generator<readonly TableUse[]> {
  for (let at = 0; at < uses.length; at += mostDescribed) yield uses.slice(at, at + mostDescribed);
}
