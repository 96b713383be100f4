import { type Places, startPlaces } from "@/scripts/testing/places";
import { startStore } from "./cluster";
import { atMostBeyond, median, type Row } from "./row";
import { timed } from "./timed";

const pairs = 200;
const warmUp = 20;

/** Deploy, as the command does it from the right to the binding, beside the rehearsal alone, in turns. */
export async function run(): Promise<Row[]> {
  const store = await startStore("deploy");
  const places = await startPlaces();
  try {
    return [await measure(places)];
  } finally {
    await Promise.all([store.stop(), places.stop()]);
  }
}

async function measure(places: Places): Promise<Row> {
  const { makeOrders } = await import("@/scripts/testing/places");
  const { deployVersion } = await import("@/lib/objects/deploys/commands");
  const { rehearseVersion } = await import("@/lib/objects/rehearsal/queries");

  const { builder, objectId, connectionIds } = await makeOrders(places);
  const connectionId = connectionIds.production;
  const { signal } = new AbortController();
  const deployed: number[] = [];
  const rehearsed: number[] = [];
  let runs: number | null = null;
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    // To and fro: going back to the earlier version is the same act.
    const version: number = runs === 2 ? 1 : 2;
    const replaces = runs === null ? null : { version: runs, connectionId };
    const value = await timed(async () => {
      const input = { objectId, version, environment: "production" as const, connectionId, replaces };
      const done = await deployVersion(builder, input, signal);
      if (!done.deployed) throw new Error("Nothing was deployed.");
    });
    runs = version;
    const floor = await timed(() => rehearseVersion(builder, { objectId, version, connectionId }, signal));
    if (pair < 0) continue;
    deployed.push(value);
    rehearsed.push(floor);
  }
  return atMostBeyond(20, {
    name: "deploy beside its rehearsal, ms",
    value: median(deployed),
    floor: median(rehearsed),
  });
}
