import diagnostics from "node:diagnostics_channel";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { embeddedEnvironment, prepareData, startClusters, takeDataDirectory } from "./embedded.mjs";
import { endRunning, run } from "./guarded-child.mjs";
import { isLoopback, modeOf } from "./mode.mjs";
import { freePort, isPortFree } from "./ports.mjs";
import { commandsDir, root, setUp, standaloneDir } from "./setup.mjs";

const drainTimeoutMs = 10_000;
const readyTimeoutMs = 60_000;
const parent = process.ppid;

const say = (line) => process.stdout.write(`${line}\n`);
const httpServers = new Set();
const onExit = [];
let stopping;

/** Ends requests, then the servers under them, then this process; however often it is asked to. */
function stop(code) {
  stopping ??= (async () => {
    endRunning();
    await Promise.all([...httpServers].map(drain));
    for (const step of onExit.reverse()) await step();
    process.exit(code);
  })().catch((error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  });
  return stopping;
}

function drain(server) {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function fail(error) {
  if (stopping) return;
  process.stderr.write(`\n${error.message}\n`);
  stop(1);
}

process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));
process.on("SIGHUP", () => stop(0));
// npm that was killed leaves us to another parent, and nobody would stop us any more.
setInterval(() => {
  if (process.env.npm_lifecycle_event && process.ppid !== parent) stop(1);
}, 250).unref();

async function main() {
  if (fs.existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const host = process.env.HOST || "127.0.0.1";
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is not a port: ${process.env.PORT}`);
  const mode = modeOf(process.env);
  if (mode === "embedded") onExit.push(takeDataDirectory());
  await requirePort(port, host);

  await setUp(say);
  if (stopping) return;
  const listenPort = port === 0 ? await freePort() : port;
  let welcome = "";
  if (mode === "embedded") welcome = await startEmbedded(host, listenPort);
  else await requireMigrated();
  if (stopping) return;
  await requirePort(listenPort, host);
  await serve(host, listenPort);
  if (stopping) return;
  say(`\nLinkspan is ready at ${process.env.NEXTAUTH_URL}`);
  if (!isLoopback(host) && mode === "embedded") {
    say("To change anything from another machine, set NEXTAUTH_URL to the address that people open.");
  }
  if (welcome && isLoopback(host)) say(`\n${welcome}`);
  say("\nCtrl-C stops everything.");
}

async function requirePort(port, host) {
  if (port === 0 || (await isPortFree(port, host))) return;
  throw new Error(
    `Port ${port} on ${host} is used by another program. End that program, or choose another port: PORT=${port + 1} npm start`,
  );
}

async function startEmbedded(host, port) {
  Object.assign(process.env, await embeddedEnvironment({ env: process.env, host, port }));
  const clusters = await startClusters({ say, giveUp: fail });
  onExit.push(clusters.stop);
  if (stopping) return "";
  return prepareData({ clusters, env: process.env });
}

async function requireMigrated() {
  const migrate = path.join(commandsDir, "migrate.mjs");
  const { code, stderr } = await run(process.execPath, [migrate, "--check"], { cwd: standaloneDir });
  if (code !== 0) throw new Error(stderr.trim());
}

async function serve(host, port) {
  Object.assign(process.env, { PORT: String(port), HOSTNAME: host, NEXT_MANUAL_SIG_HANDLE: "true" });
  // Next keeps its server to itself; the first request, which is our own below, shows it to us.
  diagnostics.subscribe("http.server.request.start", ({ server }) => httpServers.add(server));
  await import(pathToFileURL(path.join(standaloneDir, "server.js")).href);

  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const ready = `http://${name.includes(":") ? `[${name}]` : name}:${port}/api/health/ready`;
  const deadline = Date.now() + readyTimeoutMs;
  let last = "no answer";
  while (!stopping && Date.now() < deadline) {
    try {
      const response = await fetch(ready, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      if (response.ok) return;
      last = `status ${response.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await delay(25);
  }
  if (!stopping) throw new Error(`The server did not become ready within 60 s (${last}).`);
}

main().catch(fail);
