import { describe, expect, test } from "vitest";
import {
  advance,
  duration,
  finishedStages,
  haltedStages,
  pendingStages,
  rehearsalNote,
  rehearsalView,
  stageTime,
  type VerificationView,
} from "./verification-view";

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

describe("the line of the rehearsal", () => {
  const running = {
    phase: "running",
    purpose: "reconnect",
    stages: pendingStages,
    rehearsal: null,
    startedAt: 0,
    stopping: false,
    again: false,
  } as const;
  const refused = {
    phase: "refused",
    purpose: "reconnect",
    stages: pendingStages,
    failure: { code: "cancelled", message: "", reference: null },
  } as const;
  const done = {
    phase: "done",
    purpose: "reconnect",
    verification: { stages: [], totalMs: 9, failure: null },
    reference: null,
    stored: false,
  } as const;
  const rehearsal = (failed: number, warned: number) =>
    ({
      environment: "test",
      elapsedMs: 84,
      total: 7,
      failed,
      warned,
      apps: [],
      hidden: { failed: 0, warned: 0 },
      ask: [],
      digest: "",
    }) as const;

  test.each<[string, VerificationView, string, string]>([
    ["before it begins", running, "pending", ""],
    ["on its way", { ...running, rehearsal: { done: 3, total: 7, startedAt: 5 } }, "running", "3 of 7"],
    ["never reached", { ...refused, rehearsing: false }, "skipped", "not tried"],
    ["stopped on its way", { ...refused, rehearsing: true }, "skipped", "not finished"],
    ["after a verification that failed", { ...done, rehearsal: null }, "skipped", "not tried"],
    ["when all went well", { ...done, rehearsal: rehearsal(0, 0) }, "ok", "all fit, 84 ms"],
    ["with warnings", { ...done, rehearsal: rehearsal(0, 2) }, "ok", "2 with warnings, 84 ms"],
    ["with failures", { ...done, rehearsal: rehearsal(2, 1) }, "failed", "2 would stop working, 84 ms"],
  ])("%s", (_, view, status, note) => {
    const line = rehearsalView(view, 7);
    expect(line).toMatchObject({ status, total: 7 });
    expect(line === null ? null : rehearsalNote(line)).toBe(note);
  });

  test("is not drawn where nothing is linked, but is where something was linked since the list was read", () => {
    expect(rehearsalView(running, 0)).toBeNull();
    expect(rehearsalView({ ...done, rehearsal: { ...rehearsal(0, 0), total: 0 } }, 0)).toBeNull();
    expect(rehearsalView({ ...done, rehearsal: rehearsal(1, 0) }, 0)).toMatchObject({ status: "failed", total: 7 });
  });
});
