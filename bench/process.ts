import { readFileSync } from "node:fs";

/** Of the kernel that Node runs on here: 100 on every Linux that it supports. */
const ticksPerSecond = 100;

/** Milliseconds of processor time that a process has used so far, its threads' included. Linux only. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Megabytes of memory that a process holds now. Linux only. */
export function memoryMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error("The process has no memory to read.");
  return Number(kilobytes) / 1024;
}
