import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { spawnGuarded } from "../guarded-child.mjs";
import { root } from "../setup.mjs";
import { listProcesses } from "./processes.mjs";

const readyTimeoutMs = 300_000;
const stopTimeoutMs = 30_000;

/**
 * Runs `npm start` on a data directory of its own, in a process group of its own.
 * @param {{ port: number, dataDir: string, log: string, env?: Record<string, string> }} options
 */
export function spawnLinkspan({ port, dataDir, log, env = {} }) {
  fs.mkdirSync(path.dirname(dataDir), { recursive: true });
  // Where root starts it, the PostgreSQL's own user must be able to pass.
  fs.chmodSync(path.dirname(dataDir), 0o755);
  const logFile = fs.openSync(log, "w");
  const group = spawnGuarded("npm", ["start"], {
    cwd: root,
    env: { ...withoutSettings(process.env), LINKSPAN_DATA_DIR: dataDir, PORT: String(port), ...env },
    stdio: ["pipe", logFile, logFile],
  });
  fs.closeSync(logFile);
  let hasExited = false;
  const exited = new Promise((resolve) => {
    group.once("exit", (code) => {
      hasExited = true;
      resolve(code);
    });
  });
  const members = () => listProcesses().filter((one) => one.group === group.pid);
  const kill = (pid, signal) => {
    if (pid === undefined) throw new Error("There is no such process to signal");
    process.kill(pid, signal);
  };
  const npm = () => members().find((one) => one.parent === group.pid && /\bnpm\b/.test(one.command))?.pid;

  const output = () => fs.readFileSync(log, "utf8");
  const stop = async () => {
    if (!hasExited) kill(npm(), "SIGTERM");
    const late = setTimeout(() => kill(-group.pid, "SIGKILL"), stopTimeoutMs);
    const code = await exited;
    clearTimeout(late);
    return code;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    group: group.pid,
    output,
    /** Resolves when it says that it is ready; rejects with the end of its log when it ends first, or after 5 minutes. */
    async ready() {
      const deadline = Date.now() + readyTimeoutMs;
      while (!output().includes("Linkspan is ready at ")) {
        if (hasExited || Date.now() > deadline) {
          await stop();
          throw new Error(`Linkspan did not start:\n${output().slice(-4_000)}`);
        }
        await delay(50);
      }
    },
    /** Resolves with npm's exit code. */
    exited,
    signalNpm: (signal) => kill(npm(), signal),
    signalServer: (signal) => kill(members().find((one) => one.parent === npm())?.pid, signal),
    signalGroup: (signal) => kill(-group.pid, signal),
    /** SIGTERM to npm, as an operator would; everything is killed when that takes more than 30 s. */
    stop,
  };
}

// The tests' own settings, and those of a machine that operates a Linkspan, are not this one's.
function withoutSettings(env) {
  const settings =
    /^(DATABASE_URL|ENCRYPTION_KEYS|NEXTAUTH_.*|NODE_ENV|LINKSPAN_.*|SAMPLE_.*|OIDC_.*|PASSWORD_SIGN_IN|SMTP_URL|MAIL_FROM|HOST|VITEST.*|ALLOWED_NETWORKS)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.test(name)));
}
