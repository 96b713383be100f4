import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startPostgres } from "./embedded-postgres.mjs";
import { freePort } from "./ports.mjs";
import { spawnLinkspan } from "./testing/linkspan-process.mjs";
import { listProcesses } from "./testing/processes.mjs";

// One installation for the whole file: every start after the first one is the second start of its promise.
const directory = fs.mkdtempSync(path.join(os.tmpdir(), "linkspan-start-"));
const dataDir = path.join(directory, "data");
let port = 0;
let launches = 0;
const groups = new Set<number | undefined>();

const options = (env: Record<string, string> = {}) => {
  launches += 1;
  return { port, dataDir, log: path.join(directory, `log-${launches}`), env };
};

beforeAll(async () => {
  port = await freePort();
});

afterAll(() => {
  // Only after a failed test is there anything to end.
  for (const { pid } of leftOver()) process.kill(pid, "SIGKILL");
  fs.rmSync(directory, { recursive: true, force: true });
});

/** Everything that still runs for this installation; its databases name their data directory on their command line. */
const leftOver = () => listProcesses().filter((one) => groups.has(one.group) || one.command.includes(directory));

async function start(env?: Record<string, string>) {
  const linkspan = launch(env);
  await linkspan.ready();
  return linkspan;
}

function launch(env?: Record<string, string>) {
  const linkspan = spawnLinkspan(options(env));
  groups.add(linkspan.group);
  return linkspan;
}

async function until(what: string, condition: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
    await delay(20);
  }
}

async function isListening(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

async function nothingIsLeft(): Promise<void> {
  await until("nothing is left running", async () => leftOver().length === 0 && !(await isListening()));
}

/** The store's own URL, from the files that the installation keeps. */
function storeUrl(): string {
  const read = (name: string): unknown => JSON.parse(fs.readFileSync(path.join(dataDir, name), "utf8"));
  const keys = z.object({ storeOwner: z.string() }).parse(read("keys/keys.json"));
  const clusters = z.object({ storePort: z.number() }).parse(read("clusters.json"));
  return `postgres://linkspan:${keys.storeOwner}@127.0.0.1:${clusters.storePort}/linkspan`;
}

/** Four clients that write one row after the other until the server is gone; what it acknowledged is remembered. */
function writeUntilTheEnd() {
  const acknowledged: number[] = [];
  let next = launches * 1_000_000;
  const sql = postgres(storeUrl(), { max: 4, idle_timeout: 1, connect_timeout: 2, onnotice: () => {} });
  const made = sql`create table if not exists kill_proof (id integer primary key)`;
  const client = async () => {
    await made;
    for (;;) {
      next += 1;
      const id = next;
      await sql`insert into kill_proof values (${id})`;
      acknowledged.push(id);
    }
  };
  // Each client ends with the error of the connection that was cut.
  const ended = Promise.allSettled(Array.from({ length: 4 }, client)).then(() => sql.end({ timeout: 0 }));
  return { acknowledged, ended };
}

async function expectStored(ids: readonly number[]): Promise<void> {
  const sql = postgres(storeUrl(), { max: 1 });
  const rows = await sql`select id from kill_proof`;
  await sql.end();
  const stored = new Set(rows.map((row) => Number(row.id)));
  expect(ids.filter((id) => !stored.has(id))).toEqual([]);
}

describe("a first start", () => {
  test("ends with a server that is ready, the demo sign-ins and the sample database, and stops without a trace", async () => {
    const linkspan = await start();
    expect(await isReady()).toBe(true);
    expect(linkspan.output()).toContain(`Linkspan is ready at http://127.0.0.1:${port}`);
    expect(linkspan.output()).toContain("Super admin");
    expect(linkspan.output()).toContain("linkspan_sample");

    linkspan.signalNpm("SIGTERM");
    // As when Ctrl-C reaches both npm and the server.
    linkspan.signalServer("SIGTERM");
    expect(await linkspan.exited).toBe(0);
    await nothingIsLeft();
  });

  test("keeps its keys to its own user", () => {
    expect(fs.statSync(path.join(dataDir, "keys")).mode & 0o777).toBe(0o700);
    expect(fs.statSync(path.join(dataDir, "keys", "keys.json")).mode & 0o777).toBe(0o600);
  });
});

describe("a start that cannot be", () => {
  test("names a taken port and how to choose another", async () => {
    const other = net.createServer().listen(port, "127.0.0.1");
    const linkspan = launch();
    expect(await linkspan.exited).toBe(1);
    other.close();
    expect(linkspan.output()).toContain(`Port ${port} on 127.0.0.1 is used by another program`);
    expect(linkspan.output()).toContain(`PORT=${port + 1} npm start`);
    await nothingIsLeft();
  });

  test("names the taken port of an embedded server", async () => {
    const storePort = Number(new URL(storeUrl()).port);
    const other = net.createServer().listen(storePort, "127.0.0.1");
    const linkspan = launch();
    expect(await linkspan.exited).toBe(1);
    other.close();
    expect(linkspan.output()).toContain(`Port ${storePort} is used by another program`);
    await nothingIsLeft();
  });

  test("says that another one runs on the same data, which goes on undisturbed", async () => {
    const first = await start();
    const second = launch({ PORT: String(await freePort()) });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`Linkspan already runs on ${dataDir}`);
    expect(await isReady()).toBe(true);
    await first.stop();
    await nothingIsLeft();
  });

  const operated = {
    DATABASE_URL: "postgres://linkspan@127.0.0.1:1/linkspan",
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64url")}`,
    NEXTAUTH_SECRET: "a secret that is long enough to be one",
    NEXTAUTH_URL: "https://linkspan.example.com",
  };

  test.for(Object.keys(operated))("names the missing setting %s of an operated one", async (missing) => {
    const given = Object.entries(operated).filter(([name]) => name !== missing);
    const linkspan = launch(Object.fromEntries(given));
    expect(await linkspan.exited).toBe(1);
    expect(linkspan.output()).toContain(`Not set: ${missing}.`);
    for (const [name, value] of given) {
      if (name !== "NEXTAUTH_URL") expect(linkspan.output()).not.toContain(value);
    }
    await nothingIsLeft();
  });

  test("makes nothing up where NODE_ENV is production", async () => {
    const linkspan = launch({ NODE_ENV: "production" });
    expect(await linkspan.exited).toBe(1);
    expect(linkspan.output()).toContain(`Not set: ${Object.keys(operated).join(", ")}.`);
  });
});

test("an operated one refuses a database that lacks migrations, and starts once they have run", async () => {
  const server = await startPostgres({
    dataDir: path.join(directory, "own"),
    port: 0,
    password: "own",
    durable: false,
  });
  const env = {
    DATABASE_URL: server.url(),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64url")}`,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
  };
  const refused = launch(env);
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toContain("Run: npm run migrate");

  await promisify(execFile)("npm", ["run", "migrate"], { env: { ...process.env, ...env } });
  const linkspan = await start(env);
  expect(await isReady()).toBe(true);
  expect(linkspan.output()).not.toContain("Super admin");
  for (const value of Object.values(env).slice(0, 3)) expect(linkspan.output()).not.toContain(value);
  expect(await linkspan.stop()).toBe(0);
  await server.stop();
  await nothingIsLeft();
});

describe("killed during writes", () => {
  const killings = {
    "the server": (linkspan) => linkspan.signalServer("SIGKILL"),
    npm: (linkspan) => linkspan.signalNpm("SIGKILL"),
    "the whole group": (linkspan) => linkspan.signalGroup("SIGKILL"),
  } satisfies Record<string, (linkspan: ReturnType<typeof spawnLinkspan>) => void>;

  test.for(Object.entries(killings))(
    "%s: nothing is left running, everything acknowledged is there",
    async ([, kill]) => {
      const linkspan = await start();
      const writes = writeUntilTheEnd();
      await until("200 rows are acknowledged", () => writes.acknowledged.length >= 200);
      kill(linkspan);
      await nothingIsLeft();
      await writes.ended;

      const again = await start();
      await expectStored(writes.acknowledged);
      await again.stop();
      await nothingIsLeft();
    },
  );

  test("PostgreSQL: it is started again, said so, and everything acknowledged is there", async () => {
    const linkspan = await start();
    const writes = writeUntilTheEnd();
    await until("200 rows are acknowledged", () => writes.acknowledged.length >= 200);
    const postmasterOf = (name: string) =>
      Number.parseInt(fs.readFileSync(path.join(dataDir, name, "postmaster.pid"), "utf8"), 10);
    process.kill(postmasterOf("store"), "SIGKILL");
    process.kill(postmasterOf("sample"), "SIGKILL");
    await writes.ended;

    await until("both servers are back", () =>
      ["store", "sample"].every((name) => linkspan.output().includes(`The ${name} PostgreSQL is back.`)),
    );
    await until("the server is ready again", isReady);
    await expectStored(writes.acknowledged);
    await linkspan.stop();
    await nothingIsLeft();
  });
});
