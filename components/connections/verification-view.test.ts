import { describe, expect, test } from "vitest";
import { advance, duration, finishedStages, haltedStages, pendingStages, stageTime } from "./verification-view";

describe("duration", () => {
  test.each([
    [0, "0 ms"],
    [61.4, "61 ms"],
    [999, "999 ms"],
    [1200, "1.2 s"],
    [9940, "9.9 s"],
    [9960, "10 s"],
    [30_000, "30 s"],
  ])("%d ms reads %s", (elapsedMs, text) => expect(duration(elapsedMs)).toBe(text));
});

test("stages advance one by one, in their fixed order", () => {
  const first = advance(pendingStages, { stage: "resolve", status: "running" }, 500);
  expect(first[0]).toEqual({ stage: "resolve", status: "running", startedAt: 500 });
  const second = advance(first, { stage: "resolve", status: "ok", elapsedMs: 12 }, 512);
  expect(second.map((view) => view.status)).toEqual(["ok", "pending", "pending", "pending", "pending", "pending"]);
  expect(pendingStages.every((view) => view.status === "pending")).toBe(true);
});

test("a running stage counts seconds only after the first", () => {
  const view = { stage: "tls", status: "running", startedAt: 1000 } as const;
  expect(stageTime(view, 1900)).toBe("");
  expect(stageTime(view, 2200)).toBe("1.2 s");
});

test("a stage says how it ended", () => {
  expect(stageTime({ stage: "sign_in", status: "failed", elapsedMs: 84, timedOut: false }, 0)).toBe(
    "failed after 84 ms",
  );
  expect(stageTime({ stage: "reach", status: "failed", elapsedMs: 10_000, timedOut: true }, 0)).toBe("timed out, 10 s");
  expect(stageTime({ stage: "tls", status: "skipped", reason: "turned_off" }, 0)).toBe("turned off");
});

test("what a finished verification does not mention was not tried", () => {
  const stages = finishedStages({
    stages: [{ stage: "resolve", status: "failed", elapsedMs: 3, timedOut: false }],
    totalMs: 3,
    failure: null,
  });
  expect(stages).toHaveLength(6);
  expect(stages[5]).toEqual({ stage: "read_catalog", status: "skipped", reason: "not_tried" });
});

test("a stopped verification leaves nothing running", () => {
  const running = advance(pendingStages, { stage: "resolve", status: "running" }, 0);
  expect(haltedStages(running).every((view) => view.status === "skipped")).toBe(true);
});
