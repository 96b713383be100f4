import { Pool } from "pg";
import { z } from "zod";
import { startStore } from "./cluster";
import { orders } from "./objects";
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
  const store = await startStore("rows");
  const external = await startOrders();
  const raw = new Pool({ connectionString: external.url, max: connections, options: "-c timezone=UTC" });
  try {
    return await measure(external, raw);
  } finally {
    await raw.end();
    await Promise.all([store.stop(), external.stop()]);
  }
}

const columns = orders.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
const filtered = [{ column: "status", operator: "equals" as const, values: ["shipped"] }];
const newest = { column: "created_at", direction: "desc" as const };
const shared = { table: orders.table, columns, key: "id" };
const query = { ...shared, where: filtered, sort: newest, from: null, backwards: false, limit: 51 };
const values: [string, string][] = [
  ["customer", "17"],
  ["status", "draft"],
  ["amount", "12.50"],
  ["created_at", "2020-01-01 09:30:00.000001+00"],
];

type Work = (at: number) => Promise<unknown>;

async function measure({ port }: Orders, raw: Pool): Promise<Row[]> {
  const { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } = await import("@/db/factories");
  const { compileChange, compileRead } = await import("@/lib/connectors/sql/compile");
  const { createRow } = await import("@/lib/rows/commands");
  const { writeCursor } = await import("@/lib/rows/cursor");
  const { listRows, readRow } = await import("@/lib/rows/queries");

  const by = await makeUser({ accountId: await makeAccount() });
  const details = { host: "localhost", port, database: "postgres", tls: "disable", ca: "" };
  const connection = await makeConnection({ by, details, credentials: clerk });
  const object = await makeObject({ by, appId: await makeApp({ by }), definition: orders });
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
