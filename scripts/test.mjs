import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { endRunning, run } from "./guarded-child.mjs";
import { freePort } from "./ports.mjs";
import { root, setUp } from "./setup.mjs";
import { spawnLinkspan } from "./testing/linkspan-process.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "linkspan-run-"));
const bin = (name) => path.join(root, "node_modules", ".bin", name);
const say = (line) => process.stdout.write(`${line}\n`);

/** In the order they run; a failed one does not stop the next. Each resolves with how many passed and failed. */
const suites = {
  lint: () => check(bin("biome"), ["check", "."]),
  types: async () => {
    // Next's own declarations, which a fresh clone does not have.
    const made = await run(bin("next"), ["typegen"], { cwd: root, show: true });
    return made.code === 0 ? check(bin("tsc"), ["--noEmit"]) : { passed: 0, failed: 1 };
  },
  boundaries: () => check(bin("tsx"), ["scripts/check-boundaries.ts"]),
  unit: () => vitest("unit"),
  db: () => vitest("db"),
  build: async () => {
    await setUp(say);
    return { passed: 1, failed: 0 };
  },
  start: () => vitest("start"),
  e2e: () => playwright({}),
};

/** Run only when asked for by name. */
const others = { screenshots: () => playwright({ E2E_SCREENSHOTS: "1" }) };

async function check(program, args) {
  const { code } = await run(program, args, { cwd: root, show: true });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(project) {
  const file = path.join(scratch, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run(bin("vitest"), ["run", "--project", project, ...reporters], { cwd: root, show: true });
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(fs.readFileSync(file, "utf8"));
  // A file that could not even be loaded has no tests to count.
  const broken = report.testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0);
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + broken.length;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function playwright(selection) {
  const port = await freePort();
  const dataDir = path.join(scratch, "e2e");
  const log = path.join(scratch, "e2e-server.log");
  const linkspan = spawnLinkspan({ port, dataDir, log });
  try {
    await linkspan.ready();
    const file = path.join(scratch, "e2e.json");
    const env = {
      ...process.env,
      ...selection,
      E2E_BASE_URL: linkspan.url,
      E2E_DATA_DIR: dataDir,
      E2E_SERVER_LOG: log,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    };
    const args = ["test", "--reporter=list,json"];
    const { code } = await run(bin("playwright"), args, { cwd: root, env, show: true });
    if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
    const { stats, errors } = JSON.parse(fs.readFileSync(file, "utf8"));
    // Neither a skipped test nor one that passed at its second try has shown what it promises.
    const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
    return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    await linkspan.stop();
  }
}

async function main(names) {
  const known = { ...suites, ...others };
  const unknown = names.filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new Error(`There is no suite ${unknown.join(", ")}. There are: ${Object.keys(known).join(", ")}.`);
  }
  await setUp(say, { builds: false });
  const wanted = names.length === 0 ? Object.keys(suites) : withBuild(names);
  const total = { passed: 0, failed: 0 };
  let isBuilt = false;
  const lines = [];
  for (const name of wanted) {
    say(`\n=== ${name}`);
    const startedAt = Date.now();
    // Without a build each of their starts would try to make one again.
    const canRun = isBuilt || !needsBuild.includes(name);
    const { passed, failed } = canRun ? await runSuite(known[name]) : { passed: 0, failed: 1 };
    if (!canRun) say("Not run, because there is no build.");
    if (name === "build") isBuilt = failed === 0;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    lines.push(`${name.padEnd(12)}${passed} passed, ${failed} failed, ${seconds} s`);
    total.passed += passed;
    total.failed += failed;
  }
  say(`\n${lines.join("\n")}`);
  return total;
}

const needsBuild = ["start", "e2e", "screenshots"];

const withBuild = (names) =>
  names.some((name) => needsBuild.includes(name)) ? ["build", ...names.filter((name) => name !== "build")] : names;

// A suite that could not begin, or ran nothing, has failed.
async function runSuite(suite) {
  try {
    const result = await suite();
    return result.passed + result.failed > 0 ? result : { passed: 0, failed: 1 };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    endRunning();
    process.exit(130);
  });
}

let result = { passed: 0, failed: 1 };
try {
  result = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
}
fs.rmSync(scratch, { recursive: true, force: true });
say(`tests: ${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed === 0 && result.passed > 0 ? 0 : 1);
