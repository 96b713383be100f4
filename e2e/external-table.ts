import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { makeApp, makeBinding, makeObject } from "@/db/factories";
import type { ObjectColumn, ObjectDefinition } from "@/lib/objects/schema";
import type { Actor, Environment } from "@/lib/policy";
import { objectColumn } from "@/scripts/testing/object-column";
import { test as base, expect } from "./fixtures";
import { sampleDatabase } from "./settings";

const column = (name: string, label: string, type: ObjectColumn["type"], more: Partial<ObjectColumn> = {}) =>
  objectColumn(name, type, { label, ...more });

export const productColumns: ObjectColumn[] = [
  column("sku", "Item", "text", { nativeType: "text", primaryKey: true, nullable: false, mandatory: true }),
  column("name", "Name", "text", { nullable: false, mandatory: true }),
  column("supplier_id", "Supplier", "integer", { nativeType: "smallint", nullable: false, mandatory: true }),
  column("category", "Category", "text", { nullable: false, mandatory: true }),
  column("unit_price", "Unit price", "decimal", { nativeType: "numeric(12,2)", nullable: false, mandatory: true }),
  column("weight_kg", "Weight (kg)", "float", { nativeType: "double precision" }),
  column("barcode", "Barcode", "bigint", { nativeType: "bigint" }),
  column("discontinued", "Discontinued", "boolean", { nullable: false }),
  column("updated_at", "Updated at", "datetime", { nativeType: "timestamp(6)", nullable: false, readOnly: true }),
];

export type ProductsOfATest = {
  app: string;
  object: string;
  /** What all rows of this test have as their category: the table is everybody's. */
  category: string;
  sql: Sql;
  key(at: number): string;
};

type ProductsOptions = {
  count?: number;
  environment?: Environment;
  membersWithUseMay?: ObjectDefinition["membersWithUseMay"];
};

/** With an object over the sample's products, and rows that only this test knows; they go with the test. */
export const test = base.extend<{ makeProducts(by: Actor, options?: ProductsOptions): Promise<ProductsOfATest> }>({
  makeProducts: async ({ account }, use) => {
    const category = `test-${randomBytes(6).toString("hex")}`;
    const { user, port, ...where } = sampleDatabase();
    const sql = postgres({ ...where, username: user, port: Number(port), max: 1 });
    await use(async (by, { count = 3, environment = "development", membersWithUseMay = "read" } = {}) => {
      const connection = await account.connection(by, { name: "Catalogue", environment });
      const app = await makeApp({ by, name: "Storefront" });
      const table = { schema: "warehouse", name: "products" };
      const definition = { table, columns: productColumns, membersWithUseMay };
      const object = await makeObject({ by, appId: app, name: "Products", definition });
      await makeBinding({ by, objectId: object.id, connectionId: connection.id, environment });
      const key = (at: number) => `${category}-${String(at).padStart(4, "0")}`;
      const numbers = Array.from({ length: count }, (_, at) => at + 1);
      const rows = numbers.map((at) => ({
        sku: key(at),
        name: `Product ${at}`,
        supplier_id: 1,
        category,
        unit_price: at * 1000,
        weight_kg: at,
      }));
      await sql`insert into warehouse.products ${sql(rows)}`;
      return { app, object: object.id, category, sql, key };
    });
    await sql`delete from warehouse.products where category = ${category}`;
    await sql.end();
  },
});

export { expect };

/** The condition that shows this test's rows and no others. */
export function only({ category }: ProductsOfATest): Record<string, string> {
  return { environment: "development", where: JSON.stringify(["category", "equals", category]) };
}
