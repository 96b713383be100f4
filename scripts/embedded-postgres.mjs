import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, isPortFree } from "./ports.mjs";
import { canUse, findBinaries, serverUser } from "./postgres-binaries.mjs";
import { findPostmaster, isServerOf, removeStalePidFile } from "./postmaster.mjs";

const host = "127.0.0.1";
const superuser = "postgres";
const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;
const pollMs = 20;
const logLimitBytes = 5_000_000;

// Runs the server and waits for it, while its twin waits for the end of our pipe: however we die, the pipe
// ends, and the server is asked to stop. Signals that reach the guardian must not leave the server alone.
const guardian = `
trap '' HUP INT TERM
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{
  read -r _ <&3
  n=0
  while kill -INT "$server" && [ "$n" -lt 150 ]; do
    n=$((n + 1))
    sleep 0.2
    if [ "$n" -gt 10 ] && [ ! -e "$3/postmaster.pid" ]; then exit; fi
  done
  kill -QUIT "$server"
} >/dev/null 2>&1 &
twin=$!
exec 3<&-
wait "$server"
status=$?
kill -9 "$twin"
exit "$status"
`;

/** The port that a server was given is used by another program. */
export class PortTakenError extends Error {
  constructor(port) {
    super(`Port ${port} on ${host}, which PostgreSQL needs, is used by another program.`);
    this.name = "PortTakenError";
    this.port = port;
  }
}

/**
 * Starts a PostgreSQL server on 127.0.0.1, making its cluster first where there is none. The server stops when
 * `stop` is called or when this process ends in any way, kill -9 included.
 * Throws PortTakenError; and an Error with the server's last words when it does not start within 60 s.
 * @param {import("./embedded-postgres.mjs").PostgresOptions} options
 * @returns {Promise<import("./embedded-postgres.mjs").RunningPostgres>}
 */
export async function startPostgres(options) {
  const dataDir = path.resolve(options.dataDir);
  const user = ownerOf(dataDir) ?? serverUser();
  const native = findBinaries(user);
  await createCluster({ ...options, dataDir, native, user });
  await endLeftOver(dataDir, options);
  if (options.tls) writeTlsFiles(dataDir, options.tls, user);

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port === 0 ? await freePort() : options.port;
    if (!(await isPortFree(port))) throw new PortTakenError(port);
    try {
      return await launch({ ...options, dataDir, native, user, port });
    } catch (error) {
      // A free port can be lost to another program between the look and the start.
      if (error instanceof PortTakenError && options.port === 0 && attempt < 5) continue;
      // The children of a server that was killed take a moment to see it and leave its memory.
      if (error instanceof Error && error.code === "MEMORY_IN_USE" && attempt < 50) {
        await delay(200);
        continue;
      }
      throw error;
    }
  }
}

// A cluster stays with the user who made it, even where another would be chosen today.
function ownerOf(dataDir) {
  if (process.getuid?.() !== 0) return undefined;
  const stat = fs.statSync(path.join(dataDir, "PG_VERSION"), { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined;
}

async function createCluster({ dataDir, password, native, user, durable = true }) {
  const version = path.join(dataDir, "PG_VERSION");
  if (fs.existsSync(version)) {
    const made = fs.readFileSync(version, "utf8").trim();
    const { stdout } = spawnSync(path.join(native, "bin", "postgres"), ["--version"], {
      encoding: "utf8",
    });
    const runs = /(\d+)\./.exec(stdout)?.[1];
    if (made !== runs) {
      throw new Error(`The data in ${dataDir} was made by PostgreSQL ${made}; this is PostgreSQL ${runs}.`);
    }
    return;
  }
  if (fs.existsSync(dataDir) && fs.readdirSync(dataDir).length > 0) {
    throw new Error(`${dataDir} holds files, but no PostgreSQL cluster. Nothing was changed.`);
  }

  // Made aside and renamed, so that an interrupted start never leaves half a cluster behind.
  const parts = `${dataDir}.new`;
  fs.rmSync(parts, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(dataDir), { recursive: true });
  fs.mkdirSync(parts, { mode: 0o700 });
  if (user) fs.chownSync(parts, user.uid, user.gid);
  if (!canUse(parts, user)) {
    throw new Error(`User ${user?.uid ?? process.getuid?.()}, whom PostgreSQL runs as, cannot reach ${parts}.`);
  }
  const cluster = path.join(parts, "data");
  const passwordFile = path.join(parts, "password");
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) fs.chownSync(passwordFile, user.uid, user.gid);
  const { status, stderr, error } = spawnSync(
    path.join(native, "bin", "initdb"),
    [
      `--pgdata=${cluster}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ],
    { ...user, cwd: "/", encoding: "utf8", env: serverEnvironment },
  );
  fs.rmSync(passwordFile);
  if (status !== 0) {
    throw new Error(`PostgreSQL could not make its data in ${dataDir}: ${error ?? stderr}`);
  }
  fs.writeFileSync(path.join(cluster, "pg_hba.conf"), `host all all ${host}/32 scram-sha-256\n`);
  fs.rmSync(dataDir, { recursive: true, force: true });
  fs.renameSync(cluster, dataDir);
  fs.rmdirSync(parts);
}

// Nothing of our own environment, which may hold keys, is for the server's user to see.
const serverEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

function writeTlsFiles(dataDir, { key, cert }, user) {
  for (const [name, content] of Object.entries({ "server.key": key, "server.crt": cert })) {
    const file = path.join(dataDir, name);
    fs.writeFileSync(file, content, { mode: 0o600 });
    fs.chmodSync(file, 0o600);
    if (user) fs.chownSync(file, user.uid, user.gid);
  }
}

async function endLeftOver(dataDir, { takeOver = false, previousTimeoutMs = stopTimeoutMs }) {
  const deadline = Date.now() + previousTimeoutMs;
  let asked = false;
  for (;;) {
    const pid = findPostmaster(dataDir);
    if (pid === undefined) break;
    if (takeOver && !asked) process.kill(pid, "SIGINT");
    asked = true;
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL (process ${pid}) already runs on ${dataDir}.`);
    }
    await delay(pollMs);
  }
  await removeStalePidFile(dataDir);
}

async function launch({ dataDir, native, user, port, password, tls, durable = true, settings }) {
  const logFile = `${dataDir}.log`;
  const size = fs.statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) fs.truncateSync(logFile);
  const log = fs.openSync(logFile, "a", 0o600);
  const logStart = fs.fstatSync(log).size;
  const parameters = {
    port,
    listen_addresses: host,
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(tls ? { ssl: "on" } : {}),
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
    ...settings,
  };
  const server = [path.join(native, "bin", "postgres"), "-D", dataDir];
  for (const [name, value] of Object.entries(parameters)) server.push("-c", `${name}=${value}`);
  const child = spawn("/bin/sh", ["-c", guardian, "sh", ...server], {
    ...user,
    cwd: "/",
    env: serverEnvironment,
    // In a session of its own: Ctrl-C must not stop the server under requests that still run.
    detached: true,
    stdio: ["pipe", log, log],
  });
  fs.closeSync(log);
  // The pipe breaks when the guardian is killed; its exit is what tells us.
  child.stdin.on("error", () => {});
  const lastWords = () => readFrom(logFile, logStart).trim().split("\n").slice(-8).join("\n");
  const exited = new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });

  const deadline = Date.now() + startTimeoutMs;
  let exit;
  exited.then((value) => {
    exit = value;
  });
  let pid = readyPostmaster(dataDir, port);
  while (pid === undefined) {
    if (exit) throw startFailure(exit, port, lastWords());
    if (Date.now() > deadline) {
      child.stdin.end();
      throw new Error(`PostgreSQL did not start within 60 s:\n${lastWords()}`);
    }
    await delay(pollMs);
    pid = readyPostmaster(dataDir, port);
  }

  let stopping;
  const stop = () => {
    stopping ??= (async () => {
      child.stdin.end();
      await exited;
      await ended(pid, dataDir);
    })();
    return stopping;
  };
  // A guardian that was killed leaves its twin, which sees our pipe end.
  exited.then(() => child.stdin.destroy());

  return {
    host,
    port,
    pid,
    dataDir,
    password,
    url: (database = "postgres", name = superuser, secret = password) =>
      `postgres://${encodeURIComponent(name)}:${encodeURIComponent(secret)}@${host}:${port}/${encodeURIComponent(database)}`,
    exited: exited.then(async ({ code, signal }) => {
      await ended(pid, dataDir);
      return { expected: stopping !== undefined, code, signal, lastWords: lastWords() };
    }),
    stop,
  };
}

// The status line is what pg_ctl itself waits for; the file of a server that was killed still says ready.
function readyPostmaster(dataDir, port) {
  const lines = readFrom(path.join(dataDir, "postmaster.pid"), 0).split("\n");
  if (lines[7]?.trim() !== "ready" || lines[3]?.trim() !== String(port)) return undefined;
  return findPostmaster(dataDir);
}

function startFailure(exit, port, words) {
  if (/could not bind .* Address already in use/.test(words)) return new PortTakenError(port);
  const error = new Error(`PostgreSQL did not start: ${exit.error?.message ?? words}`);
  if (words.includes("pre-existing shared memory block")) error.code = "MEMORY_IN_USE";
  return error;
}

async function ended(pid, dataDir) {
  const deadline = Date.now() + stopTimeoutMs;
  while (isServerOf(pid, dataDir) && Date.now() < deadline) await delay(pollMs);
}

function readFrom(file, start) {
  try {
    return fs.readFileSync(file).subarray(start).toString("utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}
