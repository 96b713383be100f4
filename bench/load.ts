import http from "node:http";
import { z } from "zod";

/** Ask for one address over and over: `clients` at a time, until either limit is reached. */
export const loadJob = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  /** What is posted; without it the address is read. */
  body: z.string().optional(),
  clients: z.int().min(1).max(64),
  seconds: z.number().max(30),
  maxRequests: z.int().max(100_000),
});
export type LoadJob = z.output<typeof loadJob>;

export const loadResult = z.object({ requests: z.number(), elapsedMs: z.number(), medianMs: z.number() });

process.on("message", (message) => {
  generate(loadJob.parse(message)).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : "The load failed."}\n`);
      process.exit(1);
    },
  );
});

async function generate({
  url,
  headers,
  body,
  clients,
  seconds,
  maxRequests,
}: LoadJob): Promise<z.output<typeof loadResult>> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const startedAt = performance.now();
  const client = async () => {
    while (performance.now() - startedAt < seconds * 1000 && times.length < maxRequests) {
      const askedAt = performance.now();
      await ask(url, { headers, body, agent });
      times.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsedMs = performance.now() - startedAt;
  agent.destroy();
  const medianMs = times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? Number.NaN;
  return { requests: times.length, elapsedMs, medianMs };
}

type Asked = { headers: Record<string, string>; body: string | undefined; agent: http.Agent };

/** Resolves when the whole answer has arrived; anything but 200 is a failure of the measurement. */
function ask(url: string, { headers, body, agent }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const request = http.request(url, { method, headers, agent, timeout: 20_000 }, (answer) => {
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${answer.statusCode}.`));
      });
      answer.resume();
    });
    request.on("timeout", () => request.destroy(new Error(`${url} did not answer within 20 s.`)));
    request.on("error", reject);
    request.end(body);
  });
}
