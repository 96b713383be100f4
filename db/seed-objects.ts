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

/** Columns as name, label and field type; the first one is the primary key. */
export type DemoTable = {
  schema: string;
  name: string;
  columns: readonly (readonly [name: string, label: string, type: string])[];
  membersWithUseMay?: "read" | "write";
};

const orders: DemoTable = {
  schema: "sales",
  name: "orders",
  columns: [
    ["id", "Id", "bigint"],
    ["reference", "Reference", "uuid"],
    ["customer_id", "Customer", "integer"],
    ["status", "Status", "choice"],
    ["ordered_at", "Ordered at", "datetime, UTC"],
  ],
};

const orderLines: DemoTable = {
  schema: "sales",
  name: "order_lines",
  columns: [
    ["id", "Id", "bigint"],
    ["order_id", "Order", "bigint"],
    ["sku", "Product", "text"],
    ["quantity", "Quantity", "integer"],
    ["unit_price", "Unit price", "decimal"],
  ],
};

const customers: DemoTable = {
  schema: "sales",
  name: "customers",
  columns: [
    ["id", "Id", "integer"],
    ["customer_number", "Customer number", "text"],
    ["name", "Name", "text"],
    ["segment", "Segment", "choice"],
    ["country", "Country", "text"],
    ["city", "City", "text"],
    ["customer_since", "Customer since", "date"],
  ],
  membersWithUseMay: "write",
};

const products: DemoTable = {
  schema: "warehouse",
  name: "products",
  columns: [
    ["sku", "Stock-keeping unit", "text"],
    ["name", "Name", "text"],
    ["category", "Category", "text"],
    ["unit_price", "Unit price", "decimal"],
    ["discontinued", "Discontinued", "boolean"],
  ],
};

const warehouses: DemoTable = {
  schema: "warehouse",
  name: "warehouses",
  columns: [
    ["id", "Id", "uuid"],
    ["name", "Name", "text"],
    ["city", "City", "text"],
    ["opened_on", "Opened on", "date"],
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
