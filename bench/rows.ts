import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { z } from "zod";
import { migrate } from "@/db/migrate";
import type { ObjectDefinition } from "@/lib/objects/schema";
import { startPostgres } from "@/scripts/embedded-postgres.mjs";
import { objectColumn } from "@/scripts/testing/object-column";
import { clerk, type Orders, startOrders } from "./orders";
import { atLeast, atMost, median, type Row } from "./row";

const rounds = 9;
const warmUps = 2;
const perRound = 160;
/** As many as a connection's pool has. */
const connections = 4;
const deep = 100_000;

/** Rows through the core, rights and all, beside the same SQL on the same driver in the same process, in turns. */
export async function run(): Promise<Row[]> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-bench-rows-"));
  await fs.chmod(directory, 0o755);
  const store = await startPostgres({ dataDir: path.join(directory, "cluster"), port: 0, password: "bench" });
  const orders = await startOrders();
  const raw = new Pool({ connectionString: orders.url, max: connections, options: "-c timezone=UTC" });
  try {
    await migrate(store.url());
    Object.assign(process.env, {
      DATABASE_URL: store.url(),
      ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 1).toString("base64url")}`,
      NEXTAUTH_SECRET: "a secret of the bench, long enough to pass",
      NEXTAUTH_URL: "http://127.0.0.1:3000",
      ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
    });
    return await measure(orders, raw);
  } finally {
    const { keptSessions } = await import("@/lib/connections/kept-sessions");
    const { closeDatabase } = await import("@/db/client");
    await keptSessions().close();
    await closeDatabase();
    await raw.end();
    await Promise.all([store.stop(), orders.stop()]);
    await fs.rm(directory, { recursive: true, force: true });
  }
}

const needed = { nullable: false, mandatory: true };
const key = { primaryKey: true, readOnly: true, nullable: false };

const definition: ObjectDefinition = {
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

const columns = definition.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
const filtered = [{ column: "status", operator: "equals" as const, values: ["shipped"] }];
const newest = { column: "created_at", direction: "desc" as const };
const shared = { table: definition.table, columns, key: "id" };
const query = { ...shared, where: filtered, sort: newest, from: null, backwards: false, limit: 51 };
const values: [string, string][] = [
  ["customer", "17"],
  ["status", "draft"],
  ["amount", "12.50"],
  ["created_at", "2020-01-01 09:30:00.000001+00"],
];

type Work = (at: number) => Promise<unknown>;

async function measure(orders: Orders, raw: Pool): Promise<Row[]> {
  const { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } = await import("@/db/factories");
  const { compileChange, compileRead } = await import("@/lib/connectors/sql/compile");
  const { createRow } = await import("@/lib/rows/commands");
  const { writeCursor } = await import("@/lib/rows/cursor");
  const { listRows, readRow } = await import("@/lib/rows/queries");

  const by = await makeUser({ accountId: await makeAccount() });
  const details = { host: "localhost", port: orders.port, database: "postgres", tls: "disable", ca: "" };
  const connection = await makeConnection({ by, details, credentials: clerk });
  const object = await makeObject({ by, appId: await makeApp({ by }), definition });
  await makeBinding({ by, objectId: object.id, connectionId: connection.id });
  const place = { objectId: object.id, environment: "development" as const };
  const send = ({ text, values: bound }: { text: string; values: readonly (string | null)[] }) =>
    raw.query({ text, values: [...bound], rowMode: "array" });
  const view = { where: filtered, sort: newest, after: null, before: null };
  const one = (at: number) => ({
    ...shared,
    where: [{ column: "id", operator: "equals" as const, values: [String(1 + at)] }],
    sort: { column: "id", direction: "asc" as const },
    from: null,
    backwards: false,
    limit: 1,
    whole: true,
  });

  const cases: { name: string; goal: number; product: Work; floor: Work }[] = [
    {
      name: "list 50 filtered and sorted",
      goal: 0.5,
      product: () => listRows(by, { ...place, view }),
      floor: () => send(compileRead(query)),
    },
    {
      name: "read one",
      goal: 0.4,
      product: (at) => readRow(by, { ...place, key: String(1 + at) }),
      floor: (at) => send(compileRead(one(at))),
    },
    {
      name: "create one",
      goal: 0.35,
      product: () => createRow(by, { ...place, values }),
      floor: () => send(compileChange({ ...shared, kind: "insert", values })),
    },
  ];
  const rows: Row[] = [];
  for (const clients of [1, 16]) {
    for (const { name, goal, product, floor } of cases) {
      const [value, beside] = await inTurns(clients, product, floor);
      const who = clients === 1 ? "1 client" : `${clients} clients`;
      rows.push(atLeast(goal, { name: `rows: ${name}, ${who}, per second`, value, floor: beside }));
    }
  }

  const found = await raw.query(
    `select created_at::text as sorted, id::text as key from orders order by created_at desc, id desc offset ${deep - 1} limit 1`,
  );
  const from = position.parse(found.rows[0]);
  const { text, values: bound } = compileRead({ ...query, where: [], from });
  const plan = await raw.query({ text: `explain ${text}`, values: [...bound] });
  if (!JSON.stringify(plan.rows).includes("Index Scan")) throw new Error("A deep page is read without the index.");
  const everything = { ...view, where: [] };
  const [deepRate, firstRate] = await inTurns(
    1,
    () => listRows(by, { ...place, view: { ...everything, after: writeCursor(from) } }),
    () => listRows(by, { ...place, view: everything }),
  );
  const name = `rows: page at row ${deep} beside the first (ms)`;
  rows.push(atMost(1.2, { name, value: 1000 / deepRate, floor: 1000 / firstRate }));
  return rows;
}

const position = z.object({ sorted: z.string(), key: z.string() });

/** Medians of both rates, per second: measured in turns, so that a busy machine is busy for both. */
async function inTurns(clients: number, product: Work, floor: Work): Promise<[number, number]> {
  const taken: [number[], number[]] = [[], []];
  for (let round = -warmUps; round < rounds; round += 1) {
    const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const which of order) {
      const rate = await rateOf(clients, which === 0 ? product : floor);
      if (round >= 0) taken[which].push(rate);
    }
  }
  return [median(taken[0]), median(taken[1])];
}

async function rateOf(clients: number, work: Work): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const client = async () => {
    while (next < perRound) {
      next += 1;
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (perRound * 1000) / (performance.now() - startedAt);
}
