import type { Child } from "./child";
import type { LoadJob } from "./load";
import { atLeast, median, type Row } from "./row";

const rounds = 7;
const secondsPerRound = 1.5;
const warmUpSeconds = 3;

type Asked = {
  url: string;
  load: Child<{ requests: number; elapsedMs: number }>;
  cookie: string;
  appId: string;
  objectId: string;
};

/** The request for a page of live rows beside an empty route handler of the same server, in turns. */
export async function measureRowsRequest({ url, load, cookie, appId, objectId }: Asked): Promise<Row[]> {
  const view = { where: [], sort: null, after: null, before: null };
  const body = JSON.stringify({ objectId, environment: "development", view });
  const paths = { rows: `/apps/${appId}/data/${objectId}/rows`, nothing: "/bench/nothing" };
  const headers = { cookie, origin: url, "content-type": "application/json", "accept-encoding": "gzip" };
  const rows: Row[] = [];
  for (const clients of [1, 16]) {
    const rate = async (path: string, seconds: number) => {
      const job: LoadJob = { url: url + path, headers, body, clients, seconds, maxRequests: 20_000 };
      const { requests, elapsedMs } = await load.ask(job);
      return (requests * 1000) / elapsedMs;
    };
    await rate(paths.rows, warmUpSeconds);
    await rate(paths.nothing, warmUpSeconds);
    const taken: Record<keyof typeof paths, number[]> = { rows: [], nothing: [] };
    for (let round = 0; round < rounds; round += 1) {
      taken.rows.push(await rate(paths.rows, secondsPerRound));
      taken.nothing.push(await rate(paths.nothing, secondsPerRound));
    }
    const who = clients === 1 ? "1 client" : `${clients} clients`;
    const name = `request for rows beside an empty route handler, ${who}, requests/s`;
    rows.push(atLeast(0.5, { name, value: median(taken.rows), floor: median(taken.nothing) }));
  }
  return rows;
}
