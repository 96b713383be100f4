import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { tryLock } from "./lock-file.mjs";
import { isInstalled } from "./setup.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "linkspan-setup-"));
const newDirectory = () => fs.mkdtempSync(path.join(scratch, "case-"));

afterAll(() => {
  fs.rmSync(scratch, { recursive: true, force: true });
});

function directoryWith(installed: Record<string, unknown>): string {
  const directory = newDirectory();
  fs.mkdirSync(path.join(directory, "node_modules"));
  const text = JSON.stringify({ packages: installed });
  fs.writeFileSync(path.join(directory, "node_modules", ".package-lock.json"), text);
  return directory;
}

test("packages are installed when each of the lock file's is there in its version", () => {
  const lock = { packages: { "": {}, "node_modules/a": { version: "1.0.0" } } };
  expect(isInstalled(lock, directoryWith({ "node_modules/a": { version: "1.0.0" } }))).toBe(true);
  expect(isInstalled(lock, directoryWith({ "node_modules/a": { version: "1.0.1" } }))).toBe(false);
  expect(isInstalled(lock, directoryWith({}))).toBe(false);
  expect(isInstalled(lock, newDirectory())).toBe(false);
});

test("an optional package may be absent on another platform only", () => {
  const optional = (os: string) => ({ packages: { "node_modules/a": { version: "1.0.0", optional: true, os: [os] } } });
  expect(isInstalled(optional("plan9"), directoryWith({}))).toBe(true);
  expect(isInstalled(optional(process.platform), directoryWith({}))).toBe(false);
});

test("a lock is refused while its process lives, and taken over when it was killed", async () => {
  const file = path.join(newDirectory(), "lock");
  const script = `import(${JSON.stringify(path.resolve("scripts/lock-file.mjs"))}).then(({ tryLock }) => {
    process.stdout.write(tryLock(${JSON.stringify(file)}) ? "taken" : "refused");
    setInterval(() => {}, 1000);
  })`;
  const holder = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(holder.stdout, "data");
  expect(String(said)).toBe("taken");
  expect(tryLock(file)).toBeUndefined();

  holder.kill("SIGKILL");
  await once(holder, "exit");
  const unlock = tryLock(file);
  expect(unlock).toBeTypeOf("function");
  unlock?.();
  expect(fs.existsSync(file)).toBe(false);
});

test("a lock whose process number now belongs to a later process is taken over", () => {
  const file = path.join(newDirectory(), "lock");
  fs.writeFileSync(file, `${process.ppid} 1\n`);
  expect(tryLock(file)).toBeTypeOf("function");
});
