import type { ObjectDefinition } from "../objects/schema";

/** Why an object's version takes no new row, in the labels that its readers see; null when it does. */
export function refuseNewRow({ columns, takesNewRows }: ObjectDefinition): string | null {
  const needed = columns.find(({ mandatory, readOnly }) => mandatory && readOnly);
  if (needed !== undefined)
    return `No row can be made here: it needs a value in “${needed.label}”, which is read-only.`;
  if (takesNewRows === undefined) return null;
  return "No row can be made here: the connection's database user may not insert what a new row needs.";
}
