import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { migrate } from "@/db/migrate";
import { startPostgres } from "@/scripts/embedded-postgres.mjs";
import { type Places, startPlaces } from "@/scripts/testing/places";
import { atMostBeyond, median, type Row } from "./row";
import { timed } from "./timed";

const pairs = 200;
const warmUp = 20;

/** Deploy, as the command does it from the right to the binding, beside the rehearsal alone, in turns. */
export async function run(): Promise<Row[]> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-bench-deploy-"));
  await fs.chmod(directory, 0o755);
  const store = await startPostgres({ dataDir: path.join(directory, "cluster"), port: 0, password: "bench" });
  const places = await startPlaces();
  try {
    await migrate(store.url());
    Object.assign(process.env, {
      DATABASE_URL: store.url(),
      ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 1).toString("base64url")}`,
      NEXTAUTH_SECRET: "a secret of the bench, long enough to pass",
      NEXTAUTH_URL: "http://127.0.0.1:3000",
      ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
    });
    return [await measure(places)];
  } finally {
    const { closeDatabase } = await import("@/db/client");
    await closeDatabase();
    await Promise.all([store.stop(), places.stop()]);
    await fs.rm(directory, { recursive: true, force: true });
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
