import type { DescribedTable, DraftColumn } from "@/lib/objects/drafts/schema";

/** What was chosen, over the table as it is now: what is gone falls out, what is locked in is there. In the table's order. */
export function fitColumns(chosen: readonly DraftColumn[], table: Pick<DescribedTable, "columns">): DraftColumn[] {
  const byName = new Map(chosen.map((column) => [column.name, column]));
  return table.columns.flatMap(({ name, rule }) => {
    if (rule.greyed !== null) return [];
    const before = byName.get(name);
    if (before === undefined && rule.lockedIn === null) return [];
    const { label, readOnly } = before ?? newColumn(name);
    return [{ name, label, readOnly: rule.readOnly?.value ?? readOnly }];
  });
}

export function newColumn(name: string): DraftColumn {
  return { name, label: proposeLabel(name), readOnly: false };
}

/** `unit_price` becomes "Unit price"; what is not written like that stays as it is. */
export function proposeLabel(name: string): string {
  const words = name.replaceAll("_", " ").replace(/\s+/g, " ").trim();
  const [first = "", ...rest] = words.slice(0, 100);
  return words === "" ? [...name].slice(0, 50).join("") : first.toUpperCase() + rest.join("");
}
