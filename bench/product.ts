import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "@/scripts/ports.mjs";
import { spawnLinkspan } from "@/scripts/testing/linkspan-process.mjs";
import { listProcesses } from "@/scripts/testing/processes.mjs";

/** The product as `npm start` runs it, built with the pages that exist to be measured. */
export type Product = {
  url: string;
  /** Of the process that answers requests. */
  pid: number;
  /** Owner's access to its own database, and its keyring. */
  databaseUrl: string;
  encryptionKeys: string;
  /** Of the sample database. */
  samplePort: number;
  /** From `npm start` to the first healthy answer of an installation that had started before. */
  secondStartMs: number;
  stop(): Promise<void>;
};

const clustersFile = z.object({ storePort: z.number(), samplePort: z.number() });
const keysFile = z.object({ encryptionKeys: z.string(), storeOwner: z.string() });

/** Starts it twice: the first start builds and seeds, the second is the one that is measured and left running. */
export async function startProduct(): Promise<Product> {
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-bench-page-"));
  const dataDir = path.join(scratch, "data");
  const port = await freePort();
  const env = { LINKSPAN_BENCH: "1", NEXT_DIST_DIR: ".next-bench" };
  const start = () => spawnLinkspan({ port, dataDir, log: path.join(scratch, "server.log"), env });

  const first = start();
  await first.ready();
  await first.stop();
  const startedAt = performance.now();
  const linkspan = start();
  await healthy(linkspan.url);
  const secondStartMs = performance.now() - startedAt;
  await linkspan.ready();

  const { storePort, samplePort } = clustersFile.parse(await readJson(path.join(dataDir, "clusters.json")));
  const { encryptionKeys, storeOwner } = keysFile.parse(await readJson(path.join(dataDir, "keys", "keys.json")));
  return {
    url: linkspan.url,
    pid: serverOf(linkspan.group),
    databaseUrl: `postgres://linkspan:${storeOwner}@127.0.0.1:${storePort}/linkspan`,
    encryptionKeys,
    samplePort,
    secondStartMs,
    async stop() {
      await linkspan.stop();
      await fs.rm(scratch, { recursive: true, force: true });
    },
  };
}

async function healthy(url: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    // Nothing listens there at first: that is what is being waited for.
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await delay(10);
  }
  throw new Error("The product did not become healthy within 60 s.");
}

function serverOf(group: number | undefined): number {
  const server = listProcesses().find((one) => one.group === group && /^\S*node \S*start\.mjs/.test(one.command));
  const renamed = listProcesses().find((one) => one.group === group && one.command.startsWith("next-server"));
  const pid = (server ?? renamed)?.pid;
  if (pid === undefined) throw new Error("The server's process was not found.");
  return pid;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await fs.readFile(file, "utf8"));
}
