import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { isPortFree } from "./ports.mjs";

/**
 * The process id of the PostgreSQL that runs on this data directory, undefined when there is none.
 * A pid file alone proves nothing: after a crash its number may belong to any program.
 */
export function findPostmaster(dataDir) {
  const pid = Number.parseInt(pidFileLines(dataDir)?.[0] ?? "", 10);
  return pid > 0 && isServerOf(pid, dataDir) ? pid : undefined;
}

/** Whether process `pid` is a PostgreSQL at work on this data directory. */
export function isServerOf(pid, dataDir) {
  const command = commandLine(pid);
  if (!/\bpostgres/.test(command)) return false;
  // The server names its data directory; its children rename themselves, but live in it.
  return command.includes(dataDir) || workingDirectory(pid) === fs.realpathSync(dataDir);
}

/**
 * Removes a pid file whose number now belongs to another program, because PostgreSQL would refuse to start.
 * The file of a dead process stays: PostgreSQL finds orphans of the old server through it, then clears it.
 */
export async function removeStalePidFile(dataDir) {
  const lines = pidFileLines(dataDir);
  const pid = Number.parseInt(lines?.[0] ?? "", 10);
  if (!(pid > 0) || commandLine(pid) === "" || isServerOf(pid, dataDir)) return;
  const port = Number.parseInt(lines?.[3] ?? "0", 10);
  if (await isPortFree(port)) fs.rmSync(path.join(dataDir, "postmaster.pid"), { force: true });
}

function pidFileLines(dataDir) {
  try {
    return fs.readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function commandLine(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch (error) {
    if (!["ENOENT", "ESRCH", "EACCES"].includes(error.code)) throw error;
    if (fs.existsSync("/proc/self")) return "";
  }
  // macOS has no /proc.
  const { status, stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

function workingDirectory(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch (error) {
    if (["ENOENT", "ESRCH", "EACCES"].includes(error.code)) return undefined;
    throw error;
  }
}
