import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, expect, test } from "vitest";
import { PortTakenError, type RunningPostgres, startPostgres } from "./embedded-postgres.mjs";

const running: RunningPostgres[] = [];
const others: ChildProcess[] = [];
const directories: string[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  for (const other of others.splice(0)) other.kill();
});

afterAll(() => {
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true });
});

function newDataDir(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "linkspan-postgres-"));
  directories.push(directory);
  // Under root the server runs as another user, who must be able to pass.
  fs.chmodSync(directory, 0o755);
  return path.join(directory, "cluster");
}

async function start(dataDir: string, port = 0): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, port, password: "p@ss/w:rd", durable: false, previousTimeoutMs: 500 });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<readonly postgres.Row[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

test("a cluster keeps its data from one start to the next, and speaks UTF-8 and UTC", async () => {
  const dataDir = newDataDir();
  const first = await start(dataDir);
  await query(first.url(), "create table kept as select 'Tromsø'::text as city");
  await first.stop();
  await first.stop();
  expect(await first.exited).toMatchObject({ expected: true, code: 0 });

  const second = await start(dataDir);
  expect(await query(second.url(), "select city from kept")).toEqual([{ city: "Tromsø" }]);
  expect(await query(second.url(), "show timezone")).toEqual([{ TimeZone: "UTC" }]);
});

test("nobody gets in without the password, and no superuser of the machine owns the server", async () => {
  const server = await start(newDataDir());
  await expect(query(server.url("postgres", "postgres", "wrong"), "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(fs.statSync(server.dataDir).uid).not.toBe(0);
  expect(fs.statSync(server.dataDir).mode & 0o777).toBe(0o700);
});

test("a taken port is named", async () => {
  const other = net.createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => {
      const address = other.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const attempt = start(newDataDir(), port);
  await expect(attempt).rejects.toBeInstanceOf(PortTakenError);
  await expect(attempt).rejects.toThrow(`Port ${port}`);
  other.close();
});

test("a pid file whose number now belongs to another program does not block the start", async () => {
  const dataDir = newDataDir();
  const first = await start(dataDir);
  const pidFile = path.join(dataDir, "postmaster.pid");
  const lines = fs.readFileSync(pidFile, "utf8").split("\n");
  await first.stop();
  const { uid, gid } = fs.statSync(dataDir);
  // The same user, as else PostgreSQL itself sees that it cannot be its own.
  const other = spawn("sleep", ["60"], process.getuid?.() === 0 ? { uid, gid } : {});
  others.push(other);
  fs.writeFileSync(pidFile, [String(other.pid), ...lines.slice(1)].join("\n"), { mode: 0o600 });
  fs.chownSync(pidFile, uid, gid);

  const second = await start(dataDir);
  expect(second.pid).not.toBe(other.pid);
});

test("a second server on the same data is refused, and the first goes on", async () => {
  const dataDir = newDataDir();
  const first = await start(dataDir);
  await expect(start(dataDir)).rejects.toThrow(`PostgreSQL (process ${first.pid}) already runs`);
  expect(await query(first.url(), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a server whose guardian was killed is ended with it, not left behind", async () => {
  const server = await start(newDataDir());
  const stat = fs.existsSync("/proc/self") ? fs.readFileSync(`/proc/${server.pid}/stat`, "utf8") : "";
  const guardian = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  if (!(guardian > 1)) return expect(process.platform).not.toBe("linux");
  process.kill(guardian, "SIGKILL");
  expect(await server.exited).toMatchObject({ expected: false, signal: "SIGKILL" });
  await expect(query(server.url(), "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
