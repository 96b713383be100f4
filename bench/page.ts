import { setTimeout as delay } from "node:timers/promises";
import { type Child, startChild } from "./child";
import { type LoadJob, loadResult } from "./load";
import { fillProduct, signIn } from "./page-data";
import { measurePayload } from "./payload";
import { cpuMs, memoryMb } from "./process";
import { type Product, startProduct } from "./product";
import { atLeast, atMost, median, noted, type Row, within } from "./row";
import { measureRowsRequest } from "./rows-request";

const rounds = 7;
const secondsPerRound = 2;
const warmUpSeconds = 4;

/** The page with 50 connections, beside the same rows out of a constant, and beside a page with nothing on it. */
const pages = {
  product: "/connections?environment=development",
  constant: "/bench/rows",
  empty: "/bench/empty",
} as const;
type PageName = keyof typeof pages;

export async function run(): Promise<Row[]> {
  const product = await startProduct();
  try {
    await delay(60_000);
    const afterAMinute = memoryMb(product.pid);
    const { email, ...object } = await fillProduct(product);
    const cookie = await signIn(product.url, email);
    const load = startChild(new URL("./load.ts", import.meta.url), loadResult);
    try {
      const rates = [
        ...(await measureRates(product, load, cookie, 1)),
        ...(await measureRates(product, load, cookie, 16)),
      ];
      const afterTheLoad = memoryMb(product.pid);
      const rowsRates = await measureRowsRequest({ url: product.url, load, cookie, ...object });
      return [
        ...rates,
        ...rowsRates,
        ...(await measurePayload(product.url + pages.product, cookie)),
        within(150, "memory of the server a minute after its start, MB", afterAMinute),
        within(450, "memory of the server after the load, MB", afterTheLoad),
        // Mostly garbage that V8 has not needed to collect: after 10 000 requests, a collection left 133 MB of 336.
        noted("memory of the server after the requests for rows too, MB", memoryMb(product.pid)),
        within(6, "second npm start to the first healthy answer, s", product.secondStartMs / 1000),
      ];
    } finally {
      load.stop();
    }
  } finally {
    await product.stop();
  }
}

type Round = { perSecond: number; cpuMs: number };

async function measureRates(
  product: Product,
  load: Child<{ requests: number; elapsedMs: number }>,
  cookie: string,
  clients: number,
): Promise<Row[]> {
  const measured: Record<PageName, Round[]> = { product: [], constant: [], empty: [] };
  const once = async (page: PageName, seconds: number): Promise<Round> => {
    const before = cpuMs(product.pid);
    const job: LoadJob = {
      url: product.url + pages[page],
      // What browsers send, so that answers are compressed as they are for them.
      headers: { cookie, "accept-encoding": "gzip", accept: "text/html" },
      clients,
      seconds,
      maxRequests: 20_000,
    };
    const { requests, elapsedMs } = await load.ask(job);
    return { perSecond: (requests * 1000) / elapsedMs, cpuMs: (cpuMs(product.pid) - before) / requests };
  };
  const names = ["product", "constant", "empty"] as const;
  for (const page of names) await once(page, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) {
    // In turns, so that whatever else the machine does meets all three alike.
    for (const page of names) measured[page].push(await once(page, secondsPerRound));
  }
  const rate = (page: PageName) => median(measured[page].map(({ perSecond }) => perSecond));
  const cpu = (page: PageName) => median(measured[page].map((one) => one.cpuMs));
  const who = clients === 1 ? "1 client" : `${clients} clients`;
  return [
    atLeast(clients === 1 ? 0.5 : 0.6, {
      name: `page beside constant rows, ${who}, requests/s`,
      value: rate("product"),
      floor: rate("constant"),
    }),
    atLeast(0.25, {
      name: `page beside an empty page, ${who}, requests/s`,
      value: rate("product"),
      floor: rate("empty"),
    }),
    atMost(clients === 1 ? 1 / 0.5 : 1 / 0.6, {
      name: `page beside constant rows, ${who}, CPU ms per request`,
      value: cpu("product"),
      floor: cpu("constant"),
    }),
    atMost(1 / 0.25, {
      name: `page beside an empty page, ${who}, CPU ms per request`,
      value: cpu("product"),
      floor: cpu("empty"),
    }),
    noted(`constant rows beside an empty page, ${who}, requests/s`, rate("constant"), rate("empty")),
  ];
}
