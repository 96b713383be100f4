import { randomUUID } from "node:crypto";
import postgres from "postgres";
import type { ObjectDefinition } from "@/lib/objects/schema";
import { productColumns } from "./external-table";
import { sampleDatabase } from "./settings";

const shown = ["sku", "name", "supplier_id", "category", "unit_price"];

export const forgedDefinition: ObjectDefinition = {
  table: { schema: "warehouse", name: "products" },
  columns: productColumns.filter(({ name }) => shown.includes(name)),
  membersWithUseMay: "read",
};

/** What a builder could have chosen of the same table. */
export const forgedDraft = {
  table: forgedDefinition.table,
  columns: forgedDefinition.columns.map(({ name, label, readOnly }) => ({ name, label, readOnly })),
  membersWithUseMay: forgedDefinition.membersWithUseMay,
};

/** A row of the sample's products, complete as the definition shows it. */
export function forgedRow(key: string): [string, string][] {
  return [
    ["sku", key],
    ["name", "Forged"],
    ["supplier_id", "1"],
    ["category", "forged"],
    ["unit_price", "1.00"],
  ];
}

/** Puts two of them into the sample database. */
export async function makeForgedRows(): Promise<[string, string]> {
  const { user, port, ...where } = sampleDatabase();
  const sql = postgres({ ...where, username: user, port: Number(port), max: 1 });
  const keys: [string, string] = [randomUUID(), randomUUID()];
  for (const key of keys) await sql`insert into warehouse.products ${sql(Object.fromEntries(forgedRow(key)))}`;
  await sql.end();
  return keys;
}
