import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { dataDirectory, loadClusters, loadKeys, makeDataDirectory } from "./data-directory.mjs";
import { PortTakenError, startPostgres } from "./embedded-postgres.mjs";
import { run } from "./guarded-child.mjs";
import { isHeldByLivingProcess, tryLock } from "./lock-file.mjs";
import { isLoopback } from "./mode.mjs";
import { commandsDir, standaloneDir } from "./setup.mjs";

const restartLimit = 5;
const restartWindowMs = 60_000;

const lockFile = path.join(dataDirectory, "lock");

/** Whether a Linkspan runs on the data directory now. */
export function dataDirectoryIsTaken() {
  return isHeldByLivingProcess(lockFile);
}

/**
 * Takes the data directory for this process. Throws an Error when another one has it.
 * @returns {() => void} gives it back
 */
export function takeDataDirectory() {
  makeDataDirectory();
  const unlock = tryLock(lockFile);
  if (!unlock) {
    throw new Error(
      `Linkspan already runs on ${dataDirectory}. Stop it first, or set LINKSPAN_DATA_DIR to another directory to run a second one.`,
    );
  }
  return unlock;
}

/**
 * The settings that an operator would give, from what this installation made for itself.
 * @param {{ env: NodeJS.ProcessEnv, host: string, port: number }} given
 */
export async function embeddedEnvironment({ env, host, port }) {
  const keys = loadKeys();
  const { storePort, samplePort } = await loadClusters();
  const name = isLoopback(host) ? host : "127.0.0.1";
  return {
    DATABASE_URL: `postgres://linkspan:${keys.storeOwner}@127.0.0.1:${storePort}/linkspan`,
    SAMPLE_DATABASE_URL: `postgres://sample:linkspan_sample@127.0.0.1:${samplePort}/norrvik`,
    ENCRYPTION_KEYS: keys.encryptionKeys,
    NEXTAUTH_SECRET: keys.authSecret,
    NEXTAUTH_URL: env.NEXTAUTH_URL || `http://${name.includes(":") ? `[${name}]` : name}:${port}`,
    ALLOWED_NETWORKS: env.ALLOWED_NETWORKS || "127.0.0.0/8,::1/128",
    LINKSPAN_EMBEDDED: "1",
    ...(isLoopback(host) ? { LINKSPAN_DEMO_SIGN_INS: "1" } : {}),
  };
}

/**
 * Starts the store and the sample server and keeps them running: one that dies is started again.
 * Throws an Error that names a taken port.
 * @param {{ say: (line: string) => void, giveUp: (error: Error) => void }} owner
 */
export async function startClusters({ say, giveUp }) {
  const keys = loadKeys();
  const { directory, storePort, samplePort } = await loadClusters();
  const options = {
    store: { dataDir: path.join(directory, "store"), port: storePort, password: keys.storeSuperuser },
    sample: { dataDir: path.join(directory, "sample"), port: samplePort, password: keys.sampleSuperuser },
  };
  const servers = {};
  let stopping = false;

  // The lock of the data directory is ours, so whatever still runs there has lost its owner.
  const start = async (name) => {
    servers[name] = await startPostgres({ ...options[name], takeOver: true });
    return servers[name];
  };
  const keepRunning = async (name) => {
    let restarts = [];
    for (;;) {
      const exit = await servers[name].exited;
      if (stopping) return;
      restarts = [...restarts.filter((at) => at > Date.now() - restartWindowMs), Date.now()];
      if (restarts.length > restartLimit) throw new Error(`The ${name} PostgreSQL keeps ending:\n${exit.lastWords}`);
      say(`The ${name} PostgreSQL ended unexpectedly; starting it again.`);
      await delay(100 * (restarts.length - 1));
      await start(name);
      say(`The ${name} PostgreSQL is back.`);
      if (stopping) await servers[name].stop();
    }
  };
  const stop = async () => {
    stopping = true;
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  };

  try {
    await Promise.all([start("store"), start("sample")]);
  } catch (error) {
    await stop();
    if (!(error instanceof PortTakenError)) throw error;
    const name = error.port === storePort ? "the embedded PostgreSQL" : "the sample database";
    throw new Error(
      `Port ${error.port} is used by another program. It belongs to ${name} of this installation ` +
        `(${path.join(dataDirectory, "clusters.json")}) and never changes. End that program, then run npm start again.`,
      { cause: error },
    );
  }
  for (const name of Object.keys(servers)) keepRunning(name).catch(giveUp);
  return { stop, storeUrl: servers.store.url(), sampleUrl: servers.sample.url() };
}

/**
 * Migrates, seeds the demo account at the first run, and loads the sample database. Resolves with what a
 * newcomer should know. Throws an Error with the reason.
 */
export async function prepareData({ clusters, env }) {
  const { code, stdout, stderr } = await run(process.execPath, [path.join(commandsDir, "prepare.mjs")], {
    cwd: standaloneDir,
    env: { ...env, LINKSPAN_STORE_SUPERUSER_URL: clusters.storeUrl, LINKSPAN_SAMPLE_SUPERUSER_URL: clusters.sampleUrl },
  });
  if (code !== 0) throw new Error(`The data could not be prepared:\n${stderr.trim()}`);
  return stdout.trim();
}
