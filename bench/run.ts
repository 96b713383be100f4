import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startChild } from "./child";
import { type Row, rowSchema } from "./row";
import { suiteName } from "./suites";

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const wanted = positionals.length === 0 ? suiteName.options : z.array(suiteName).parse(positionals);

const rows: Row[] = [];
for (const suite of wanted) {
  const startedAt = performance.now();
  // Each in a process of its own: settings are read once in a process, and every suite has servers of its own.
  const child = startChild(new URL("./suite.ts", import.meta.url), z.array(rowSchema));
  const measured = await child.ask({ suite });
  child.stop();
  print(suite, measured, performance.now() - startedAt);
  rows.push(...measured);
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(0);

function print(suite: string, measured: readonly Row[], elapsedMs: number): void {
  const width = Math.max(...measured.map((row) => row.name.length));
  process.stdout.write(`\n${suite} (${(elapsedMs / 1000).toFixed(0)} s)\n`);
  for (const row of measured) {
    const verdict = row.holds === null ? "" : row.holds ? "holds" : "MISSED";
    const cells = [
      row.name.padEnd(width),
      figure(row.value),
      figure(row.floor),
      figure(row.ratio),
      row.goal.padEnd(15),
    ];
    process.stdout.write(`  ${cells.join("  ")}  ${verdict}\n`);
  }
}

function figure(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "-".padStart(10);
  return (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)).padStart(10);
}
