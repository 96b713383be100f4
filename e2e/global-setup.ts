import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { freePort } from "../scripts/ports.mjs";
import { spawnLinkspan } from "../scripts/testing/linkspan-process.mjs";

/**
 * One product for the whole run, as `npm start` starts it: the one that E2E_BASE_URL, E2E_DATA_DIR and E2E_SERVER_LOG
 * describe, else one of its own. Leaves its settings in the environment, so that tests make their data in its database.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const { E2E_BASE_URL, E2E_DATA_DIR } = process.env;
  const stop = E2E_BASE_URL === undefined || E2E_DATA_DIR === undefined ? await startLinkspan() : async () => undefined;
  const url = new URL(process.env.E2E_BASE_URL ?? "");
  process.env.LINKSPAN_DATA_DIR = process.env.E2E_DATA_DIR;
  // Reads the data directory's name when it is loaded.
  const { embeddedEnvironment } = await import("../scripts/embedded.mjs");
  const settings = await embeddedEnvironment({ env: process.env, host: url.hostname, port: Number(url.port) });
  Object.assign(process.env, settings, { LOG_LEVEL: "silent" });
  return stop;
}

async function startLinkspan(): Promise<() => Promise<void>> {
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-e2e-"));
  const dataDir = path.join(scratch, "data");
  const log = path.join(scratch, "server.log");
  const linkspan = spawnLinkspan({ port: await freePort(), dataDir, log });
  await linkspan.ready();
  Object.assign(process.env, { E2E_BASE_URL: linkspan.url, E2E_DATA_DIR: dataDir, E2E_SERVER_LOG: log });
  return async () => {
    await linkspan.stop();
    await fs.rm(scratch, { recursive: true, force: true });
  };
}
