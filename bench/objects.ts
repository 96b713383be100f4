import type { ObjectDefinition } from "@/lib/objects/schema";
import { objectColumn } from "@/scripts/testing/object-column";

const key = { primaryKey: true, readOnly: true, nullable: false };
const needed = { nullable: false, mandatory: true };

/** An object over the million rows of `startOrders`. */
export const orders: ObjectDefinition = {
  table: { schema: "public", name: "orders" },
  columns: [
    objectColumn("id", "bigint", key),
    objectColumn("customer", "integer", needed),
    objectColumn("status", "text", needed),
    objectColumn("amount", "decimal", needed),
    objectColumn("created_at", "datetime_utc", needed),
  ],
  membersWithUseMay: "write",
};

/** An object over the sample database. */
export const orderLines: ObjectDefinition = {
  table: { schema: "sales", name: "order_lines" },
  columns: [
    objectColumn("id", "bigint", key),
    objectColumn("order_id", "bigint", needed),
    objectColumn("sku", "text", needed),
    objectColumn("quantity", "integer", needed),
    objectColumn("unit_price", "decimal", needed),
  ],
  membersWithUseMay: "read",
};
