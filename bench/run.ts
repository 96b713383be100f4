import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Row } from "./row";

/** Every suite of figures; a suite is loaded only when it runs, so that one can be measured without the others' set-up. */
const suites = {
  list: async () => (await import("./list")).run(),
  verification: async () => (await import("./verification")).run(),
  page: async () => (await import("./page")).run(),
} as const satisfies Record<string, () => Promise<Row[]>>;

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const wanted = positionals.length === 0 ? Object.keys(suites) : positionals;

const rows: Row[] = [];
for (const [name, run] of Object.entries(suites)) {
  if (!wanted.includes(name)) continue;
  const startedAt = performance.now();
  const measured = await run();
  print(name, measured, performance.now() - startedAt);
  rows.push(...measured);
}
if (rows.length === 0) throw new Error(`No such suite. There are: ${Object.keys(suites).join(", ")}.`);
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
