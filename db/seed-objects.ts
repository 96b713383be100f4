import type { ObjectColumn } from "../lib/objects/schema";
import type { Environment } from "../lib/policy";
import { customsConnection } from "./seed-connections";

// The apps of the demo account, and their external data objects.

type DemoApp = {
  name: string;
  description: string;
  by: string;
  members: readonly { name: string; level: "manage" | "use" }[];
  createdDaysAgo: number;
};

export const demoApps: readonly DemoApp[] = [
  {
    name: "Fulfilment",
    description: "Picking, packing and handover in the three depots",
    by: "Tomasz Wrona",
    members: [
      { name: "Ines Albrecht", level: "manage" },
      { name: "Priya Raman", level: "use" },
      { name: "Hanna Eriksen", level: "use" },
    ],
    createdDaysAgo: 240,
  },
  {
    name: "Customer care",
    description: "Questions, complaints and returns",
    by: "Mireille Okafor",
    members: [
      { name: "Tomasz Wrona", level: "use" },
      { name: "Jonas Lindqvist", level: "manage" },
    ],
    createdDaysAgo: 200,
  },
  {
    name: "Finance",
    description: "Month end, rates and the ledger",
    by: "Priya Raman",
    members: [{ name: "Ines Albrecht", level: "use" }],
    createdDaysAgo: 180,
  },
];

type DemoColumn = Pick<ObjectColumn, "name" | "label" | "type"> &
  Partial<Pick<ObjectColumn, "nativeType" | "readOnly" | "nullable" | "mandatory">> & { choices?: readonly string[] };

/** The first column is the primary key. */
export type DemoTable = {
  schema: string;
  name: string;
  columns: readonly DemoColumn[];
  membersWithUseMay?: "read" | "write";
};

const orders: DemoTable = {
  schema: "sales",
  name: "orders",
  columns: [
    { name: "id", label: "Id", type: "bigint" },
    { name: "reference", label: "Reference", type: "uuid", mandatory: true },
    { name: "customer_id", label: "Customer", type: "integer", mandatory: true },
    {
      name: "status",
      label: "Status",
      type: "choice",
      nativeType: "sales.order_status",
      choices: ["draft", "confirmed", "picking", "shipped", "delivered", "cancelled"],
    },
    {
      name: "ordered_at",
      label: "Ordered at",
      type: "datetime_utc",
      nativeType: "timestamp with time zone",
      mandatory: true,
    },
    { name: "wanted_on", label: "Wanted on", type: "date", nullable: true },
    { name: "priority", label: "Priority", type: "integer", nativeType: "smallint" },
    { name: "comment", label: "Comment", type: "text", nullable: true },
  ],
};

const orderLines: DemoTable = {
  schema: "sales",
  name: "order_lines",
  columns: [
    { name: "id", label: "Id", type: "bigint" },
    { name: "order_id", label: "Order", type: "bigint", mandatory: true },
    { name: "line_number", label: "Line", type: "integer", nativeType: "smallint", mandatory: true },
    { name: "sku", label: "Product", type: "text", mandatory: true },
    { name: "quantity", label: "Quantity", type: "integer", mandatory: true },
    { name: "unit_price", label: "Unit price", type: "decimal", nativeType: "numeric(12,2)", mandatory: true },
  ],
};

const customers: DemoTable = {
  schema: "sales",
  name: "customers",
  columns: [
    { name: "id", label: "Id", type: "integer" },
    {
      name: "customer_number",
      label: "Customer number",
      type: "text",
      nativeType: "character varying(12)",
      mandatory: true,
    },
    { name: "name", label: "Name", type: "text", mandatory: true },
    {
      name: "segment",
      label: "Segment",
      type: "choice",
      nativeType: "sales.customer_segment",
      mandatory: true,
      choices: ["retail", "wholesale", "public sector", "hospitality"],
    },
    { name: "country", label: "Country", type: "text", nativeType: "character(2)", mandatory: true },
    { name: "city", label: "City", type: "text", mandatory: true },
    { name: "newsletter", label: "Newsletter", type: "boolean" },
    { name: "credit_limit", label: "Credit limit", type: "decimal", nativeType: "numeric(12,2)", nullable: true },
    { name: "customer_since", label: "Customer since", type: "date", mandatory: true },
    { name: "notes", label: "Notes", type: "text", nullable: true },
  ],
  membersWithUseMay: "write",
};

const products: DemoTable = {
  schema: "warehouse",
  name: "products",
  columns: [
    { name: "sku", label: "Stock-keeping unit", type: "text", mandatory: true },
    { name: "name", label: "Name", type: "text", mandatory: true },
    { name: "supplier_id", label: "Supplier", type: "integer", nativeType: "smallint", mandatory: true },
    { name: "category", label: "Category", type: "text", mandatory: true },
    { name: "unit_price", label: "Unit price", type: "decimal", nativeType: "numeric(12,2)", mandatory: true },
    { name: "weight_kg", label: "Weight (kg)", type: "float", nativeType: "double precision", nullable: true },
    { name: "discontinued", label: "Discontinued", type: "boolean" },
  ],
};

const warehouses: DemoTable = {
  schema: "warehouse",
  name: "warehouses",
  columns: [
    { name: "id", label: "Id", type: "uuid", mandatory: true },
    { name: "name", label: "Name", type: "text", mandatory: true },
    { name: "city", label: "City", type: "text", mandatory: true },
    { name: "opened_on", label: "Opened on", type: "date", mandatory: true },
  ],
};

type DemoObject = {
  app: string;
  by: string;
  name: string;
  description: string;
  table: DemoTable;
  /** Connection names by environment. */
  bindings: Partial<Record<Environment, string>>;
  publishedDaysAgo: number;
};

const everywhere = {
  development: "Orders warehouse",
  test: "Orders warehouse",
  production: "Orders warehouse",
} as const;

export const demoObjects: readonly DemoObject[] = [
  {
    app: "Fulfilment",
    by: "Tomasz Wrona",
    name: "Orders to pick",
    description: "Confirmed orders, oldest first",
    table: orders,
    bindings: everywhere,
    publishedDaysAgo: 150,
  },
  {
    app: "Fulfilment",
    by: "Tomasz Wrona",
    name: "Order lines",
    description: "What goes into each parcel",
    table: orderLines,
    bindings: everywhere,
    publishedDaysAgo: 150,
  },
  {
    app: "Fulfilment",
    by: "Tomasz Wrona",
    name: "Products",
    description: "Names, prices and weights",
    table: products,
    bindings: { development: "Product catalogue", test: "Product catalogue" },
    publishedDaysAgo: 35,
  },
  {
    app: "Fulfilment",
    by: "Tomasz Wrona",
    name: "Depots and handover points, Nordic region",
    description: "",
    table: warehouses,
    bindings: { development: customsConnection },
    publishedDaysAgo: 70,
  },
  {
    app: "Customer care",
    by: "Mireille Okafor",
    name: "Customers",
    description: "Who is calling",
    table: customers,
    bindings: { development: "Orders warehouse", test: "Orders warehouse" },
    publishedDaysAgo: 120,
  },
  {
    app: "Customer care",
    by: "Mireille Okafor",
    name: "Orders",
    description: "What they ordered",
    table: orders,
    bindings: { development: "Orders warehouse" },
    publishedDaysAgo: 118,
  },
  {
    app: "Finance",
    by: "Priya Raman",
    name: "Invoiced orders",
    description: "Everything shipped, for the ledger",
    table: orders,
    bindings: { development: "Invoicing ledger", production: "Invoicing ledger" },
    publishedDaysAgo: 57,
  },
  {
    app: "Finance",
    by: "Priya Raman",
    name: "Debtors",
    description: "",
    table: customers,
    bindings: { development: "Orders warehouse", production: customsConnection },
    publishedDaysAgo: 30,
  },
];
