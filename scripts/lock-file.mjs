import { spawnSync } from "node:child_process";
import fs from "node:fs";

/**
 * Takes the lock, or gives undefined while a living process holds it. What a killed process left is taken over.
 * @param {string} file
 * @returns {(() => void) | undefined} gives the lock back
 */
export function tryLock(file) {
  const mine = `${process.pid} ${startOf(process.pid)}\n`;
  for (;;) {
    try {
      fs.writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
      return () => {
        if (read(file) === mine) fs.rmSync(file);
      };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isHeldByLivingProcess(file)) return undefined;
    removeStale(file);
  }
}

/** Whether the process that took this lock still runs. */
export function isHeldByLivingProcess(file) {
  const [pid, start] = (read(file) ?? "").trim().split(/ (.*)/s);
  // An empty file belongs to a process between making and filling it; nobody stays there for long.
  if (!pid) return fs.existsSync(file) && Date.now() - fs.statSync(file).mtimeMs < 2_000;
  return start !== undefined && startOf(Number(pid)) === start;
}

// Renamed first, so that of two who find the same leftover only one removes it, and neither a fresh lock.
function removeStale(file) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (isHeldByLivingProcess(aside)) fs.linkSync(aside, file);
    fs.rmSync(aside);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
}

// When a process began tells it from a later one with the same number.
function startOf(pid) {
  if (!(pid > 0)) return undefined;
  const stat = read(`/proc/${pid}/stat`);
  if (stat) {
    // The name in parentheses may hold spaces; the state is the first field after it, the start time the 20th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A dead process that nobody waited for, as under a container's first process, holds nothing.
    return fields[0] === "Z" ? undefined : fields[19];
  }
  if (fs.existsSync("/proc/self")) return undefined;
  const { status, stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined;
    throw error;
  }
}
