import { spawnSync } from "node:child_process";
import fs from "node:fs";

/**
 * Every living process of this machine; a dead one that nobody has waited for yet is not living.
 * @returns {{ pid: number, parent: number, group: number, command: string }[]}
 */
export function listProcesses() {
  if (fs.existsSync("/proc/self/stat")) return fs.readdirSync("/proc").flatMap(readProcess);
  const { stdout } = spawnSync("ps", ["-axo", "pid=,ppid=,pgid=,stat=,command="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, group, state, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (!pid || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
  });
}

function readProcess(name) {
  if (!/^\d+$/.test(name)) return [];
  try {
    const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
    const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return [];
    const command = fs.readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid: Number(name), parent: Number(parent), group: Number(group), command }];
  } catch (error) {
    // It ended while we looked.
    if (error.code === "ENOENT" || error.code === "ESRCH") return [];
    throw error;
  }
}
