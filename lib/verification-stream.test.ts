import { expect, test } from "vitest";
import type { VerificationEvent } from "./connections/schema";
import { AppError } from "./errors";
import { streamVerification, type VerificationRun } from "./verification-stream";

const outcome = {
  verification: { stages: [], totalMs: 12, failure: null },
  reference: null,
  stored: null,
  rehearsal: null,
};

async function collect(run: VerificationRun): Promise<VerificationEvent[]> {
  const events: VerificationEvent[] = [];
  for await (const event of streamVerification(run)) events.push(event);
  return events;
}

test("stages come in order, then what it ended with", async () => {
  const events = await collect(async ({ onStage, onRehearsal }) => {
    onStage({ stage: "resolve", status: "running" });
    onStage({ stage: "resolve", status: "ok", elapsedMs: 3 });
    await Promise.resolve();
    onStage({ stage: "reach", status: "running" });
    onRehearsal?.({ done: 50, total: 500 });
    return outcome;
  });
  expect(events.map((event) => event.type)).toEqual(["stage", "stage", "stage", "rehearsal", "done"]);
  expect(events[3]).toEqual({ type: "rehearsal", progress: { done: 50, total: 500 } });
  expect(events.at(-1)).toEqual({ type: "done", ...outcome });
});

test("a stage is heard while the next one still runs", async () => {
  let finish = () => {};
  const stream = streamVerification(async ({ onStage }) => {
    onStage({ stage: "resolve", status: "running" });
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return outcome;
  });
  expect((await stream.next()).value).toMatchObject({ type: "stage" });
  const last = stream.next();
  finish();
  expect((await last).value).toMatchObject({ type: "done" });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("a refusal arrives in its own words, a surprise without any", async () => {
  const refused = await collect(() => Promise.reject(new AppError("conflict", "This name is taken.")));
  expect(refused).toEqual([
    { type: "refused", error: { code: "conflict", message: "This name is taken.", reference: null } },
  ]);
  const [surprise] = await collect(() => Promise.reject(new Error("password hunter2 is wrong")));
  expect(JSON.stringify(surprise)).not.toContain("hunter2");
  expect(surprise).toMatchObject({ type: "refused", error: { code: "internal" } });
});

test.each(["return", "throw"] as const)("a reader that leaves (%s) stops the verification at once", async (way) => {
  let signal: AbortSignal | undefined;
  const stream = streamVerification((watch) => {
    signal = watch.signal;
    // A host that is silent for ever.
    return new Promise(() => {});
  });
  const waiting = stream.next();
  expect(signal?.aborted).toBe(false);
  await (way === "return" ? stream.return?.() : stream.throw?.(new Error("gone")));
  expect(signal?.aborted).toBe(true);
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});
