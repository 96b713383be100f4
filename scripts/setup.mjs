import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { run } from "./guarded-child.mjs";
import { isHeldByLivingProcess, tryLock } from "./lock-file.mjs";

export const root = path.resolve(import.meta.dirname, "..");
export const distDir = path.resolve(root, process.env.NEXT_DIST_DIR ?? ".next");
/** The complete, movable build: what `npm start` and the container image run. */
export const standaloneDir = path.join(distDir, "standalone");
export const commandsDir = path.join(distDir, "commands");

const installStamp = path.join(root, "node_modules", ".linkspan-install");
const buildStamp = path.join(distDir, "linkspan-build");
const lockFile = path.join(root, ".cache", "setup.lock");

/**
 * Installs and builds what is missing or older than its sources, and nothing else. Two at once on one folder
 * wait for each other. Throws an Error that says which step failed; its output is already on standard error.
 * @param {(line: string) => void} say
 * @param {{ builds?: boolean }} [options]
 */
export async function setUp(say, { builds = true } = {}) {
  fs.mkdirSync(path.dirname(lockFile), { recursive: true });
  let waiting = false;
  let unlock = tryLock(lockFile);
  while (!unlock) {
    if (!waiting) say("Waiting for another Linkspan that builds in this folder.");
    waiting = true;
    while (isHeldByLivingProcess(lockFile)) await delay(200);
    unlock = tryLock(lockFile);
  }
  try {
    await install(say);
    if (builds) await build(say);
  } finally {
    unlock();
  }
}

async function install(say) {
  const lockText = fs.readFileSync(path.join(root, "package-lock.json"));
  const wanted = hashOf(lockText, process.version.split(".")[0], process.platform, process.arch);
  if (readText(installStamp) === wanted) return;
  if (!isInstalled(JSON.parse(lockText.toString("utf8")))) {
    say("Installing packages. This takes a minute, once.");
    const npm = process.env.npm_execpath;
    const [program, first] = npm?.endsWith("js") ? [process.execPath, [npm]] : ["npm", []];
    const args = [...first, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
    const { code } = await run(program, args, { cwd: root, env: installEnvironment(), show: true });
    if (code !== 0) throw new Error("Installing the packages failed. The reason is above; then run npm start again.");
  }
  fs.writeFileSync(installStamp, wanted);
}

// An inherited NODE_ENV or omit setting would leave out what the build needs; how to reach a registry must stay.
function installEnvironment() {
  const kept = /^npm_config_(.*registry|cache|userconfig|globalconfig|prefix|.*proxy|noproxy|ca|cafile|strict_ssl)$/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== "NODE_ENV" && (!/^npm_/i.test(name) || kept.test(name))),
  );
}

/** Whether node_modules holds what the lock file names for this platform. */
export function isInstalled(lock, directory = root) {
  const hidden = readText(path.join(directory, "node_modules", ".package-lock.json"));
  if (hidden === undefined) return false;
  const present = JSON.parse(hidden).packages;
  return Object.entries(lock.packages).every(([name, entry]) => {
    if (name === "") return true;
    if (present[name]) return present[name].version === entry.version;
    return entry.optional === true && !isForThisPlatform(entry);
  });
}

function isForThisPlatform({ os, cpu, libc }) {
  // Packages that run anywhere are optional only as parts of one that does not.
  if (!os && !cpu) return false;
  const glibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  const allows = (list, value) => !list || list.includes(value);
  return (
    allows(os, process.platform) &&
    allows(cpu, process.arch) &&
    (process.platform !== "linux" || allows(libc, glibc ? "glibc" : "musl"))
  );
}

async function build(say) {
  const wanted = hashOf(
    process.version.split(".")[0],
    process.env.LINKSPAN_BENCH ?? "",
    ...sourceFiles(root).flatMap((file) => [file, fs.readFileSync(path.join(root, file))]),
  );
  if (readText(buildStamp) === wanted) return;
  say("Building. This takes a minute, after each change.");
  fs.rmSync(buildStamp, { force: true });
  await buildProduction();
  fs.writeFileSync(buildStamp, wanted);
}

/** The production build, made unconditionally. */
export async function buildProduction() {
  fs.rmSync(standaloneDir, { recursive: true, force: true });
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code } = await run(process.execPath, [next, "build"], { cwd: root, env, show: true });
  if (code !== 0) throw new Error("The build failed. The reason is above.");

  const copies = [
    [path.join(distDir, "static"), path.join(standaloneDir, path.basename(distDir), "static")],
    [path.join(root, "public"), path.join(standaloneDir, "public")],
    [path.join(root, "db", "migrations"), path.join(standaloneDir, "db", "migrations")],
  ];
  for (const [from, to] of copies) {
    if (fs.existsSync(from)) fs.cpSync(from, to, { recursive: true });
  }
  // Settings are read at start, by the one who starts it; a build must not carry any.
  for (const name of [".env", ".env.production"]) fs.rmSync(path.join(standaloneDir, name), { force: true });
  const bundled = await run(process.execPath, [path.join(root, "scripts", "bundle-commands.mjs")], {
    cwd: root,
    show: true,
  });
  if (bundled.code !== 0) throw new Error("Bundling the commands failed. The reason is above.");
}

// tsconfig.json is here because next build itself edits it, which would make each build outdated at once.
const notSources = new Set([
  "node_modules",
  "bench",
  "docs",
  "e2e",
  "playwright-report",
  "test-results",
  "tsconfig.json",
]);

function sourceFiles(directory, under = "") {
  return fs
    .readdirSync(path.join(directory, under), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(under, entry.name);
      if (entry.name.startsWith(".") || notSources.has(entry.name)) return [];
      if (entry.isDirectory()) return sourceFiles(directory, file);
      return /\.test\.ts$|\.md$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(entry.name) ? [] : [file];
    });
}

function hashOf(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
