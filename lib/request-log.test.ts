import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";

const modules = {
  requestLog: path.join(import.meta.dirname, "request-log.ts"),
  requestErrors: path.join(import.meta.dirname, "request-errors.ts"),
};

// Each test starts a process, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/** The lines of a process of its own: the log is a process's standard output. */
async function printed(script: string, level: string): Promise<Record<string, unknown>[]> {
  const env = { ...process.env, LOG_LEVEL: level };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", script], { env });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line));
}

const oneRequest = `
  const http = require("node:http");
  import(${JSON.stringify(modules.requestLog)}).then(({ logRequests }) => {
    logRequests();
    const server = http.createServer((request, response) => {
      response.setHeader("x-request-id", "r1");
      response.writeHead(404).end();
    });
    server.listen(0, "127.0.0.1", async () => {
      await fetch("http://127.0.0.1:" + server.address().port + "/connections?q=hunter2-marker");
      server.close();
    });
  });
`;

test("an answered request is one line with its id, and without its query", async () => {
  const lines = await printed(oneRequest, "debug");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ method: "GET", path: "/connections", status: 404, requestId: "r1" });
  expect(lines[0]?.elapsedMs).toEqual(expect.any(Number));
  expect(JSON.stringify(lines)).not.toContain("hunter2-marker");
});

test("it is for finding something out, and off at the usual level", async () => {
  expect(await printed(oneRequest, "info")).toEqual([]);
});

test("an error that the framework prints goes through the log, without its parameters; text is left alone", async () => {
  const script = `
    console.error = () => console.log(JSON.stringify({ printed: true }));
    import(${JSON.stringify(modules.requestErrors)}).then(({ logPrintedErrors, logRequestError }) => {
      logPrintedErrors();
      class DrizzleQueryError extends Error { query = "select $1"; params = ["hunter2-marker"]; }
      const error = new DrizzleQueryError("Failed query: select $1 params: hunter2-marker");
      console.error("⨯", error);
      error.digest = "123";
      console.error("⨯", error);
      const request = { path: "/connections?q=hunter2-marker", method: "GET", headers: { "x-request-id": "r1" } };
      logRequestError(error, request, { routePath: "/connections", routeType: "render" });
      console.error("only text");
    });
  `;
  const lines = await printed(script, "info");
  expect(JSON.stringify(lines)).not.toContain("hunter2-marker");
  const isText = (line: Record<string, unknown>) => line.printed === true;
  expect(lines.filter(isText)).toHaveLength(1);
  expect(lines.filter((line) => !isText(line))).toMatchObject([
    { msg: "printed by the framework", err: { query: "select $1" } },
    { msg: "request failed", reference: "123", requestId: "r1", path: "/connections", err: { query: "select $1" } },
  ]);
});
