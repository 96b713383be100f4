import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { newReference } from "./log";

// Each test starts a process, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/** What a process that runs this code prints: the log writes to the process's own standard output. */
async function logged(code: string): Promise<Record<string, unknown>[]> {
  const module = JSON.stringify(path.join(import.meta.dirname, "log.ts"));
  const script = `import(${module}).then(async ({ log, withLogContext }) => { ${code} });`;
  const env = { ...process.env, LOG_LEVEL: "info" };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", script], { env });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("lines are JSON with a level, a time and the ids of the request, however deep", async () => {
  const lines = await logged(`
    await withLogContext({ requestId: "r1" }, () => withLogContext({ userId: "u1" }, async () => {
      await Promise.resolve();
      log.info({ count: 2 }, "inside");
    }));
    log.warn("outside");
  `);
  expect(lines[0]).toMatchObject({ level: "info", requestId: "r1", userId: "u1", count: 2, msg: "inside" });
  expect(Date.parse(String(lines[0]?.time))).not.toBeNaN();
  expect(lines[1]).toMatchObject({ level: "warn", msg: "outside" });
  expect(lines[1]).not.toHaveProperty("requestId");
});

test("secrets do not get out, even when somebody logs them", async () => {
  const lines = await logged(`
    const password = "hunter2-marker";
    log.info({ password, input: { credentials: { user: "u", password }, a: { token: password } }, cookie: password });
    log.error({ err: Object.assign(new Error("no"), { config: { password }, parameters: [password] }) }, "failed");
  `);
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain("hunter2-marker");
  expect(lines[1]).toMatchObject({ err: { type: "Error", message: "no" } });
});

test("references are short and differ", () => {
  expect(newReference()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(newReference()).not.toBe(newReference());
});
