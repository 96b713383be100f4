import { describe, expect, test } from "vitest";
import { ConnectorFailure } from "./failures";
import { type StageLimits, stageLimits, verifyInStages } from "./stages";
import { type StageProgress, stageNames } from "./types";

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

function collect() {
  const heard: StageProgress[] = [];
  return { heard, onStage: (progress: StageProgress) => heard.push(progress), signal: new AbortController().signal };
}

const limits = (changed: Partial<StageLimits>): StageLimits => ({ ...stageLimits, ...changed });

describe("a verification in stages", () => {
  test("gives each stage its limit, and the rest is not tried", async () => {
    const { heard, ...options } = collect();
    const { verification, failure, value } = await verifyInStages(
      { ...options, limits: limits({ reach: 5 }) },
      async (stages) => {
        await stages.run("resolve", async () => {});
        await stages.run("reach", untilAborted);
      },
    );
    expect(failure?.kind).toBe("timed_out");
    expect(value).toBeNull();
    expect(verification.stages).toEqual([
      { stage: "resolve", status: "ok", elapsedMs: expect.any(Number) },
      { stage: "reach", status: "failed", elapsedMs: expect.any(Number), timedOut: true },
      ...stageNames.slice(2).map((stage) => ({ stage, status: "skipped", reason: "not_tried" })),
    ]);
    expect(heard.filter(({ status }) => status !== "running")).toEqual(verification.stages);
  });

  test("gives all stages together their limit", async () => {
    const { heard, ...options } = collect();
    const { verification } = await verifyInStages({ ...options, limits: limits({ total: 5 }) }, async (stages) => {
      await stages.run("resolve", untilAborted);
    });
    expect(verification.failure?.stage).toBe("resolve");
    expect(heard[0]).toEqual({ stage: "resolve", status: "running" });
  });

  test("throws what is no failure of the platform", async () => {
    const { heard, ...options } = collect();
    const verifying = verifyInStages(options, (stages) =>
      stages.run("resolve", async () => {
        throw new TypeError("a mistake of ours");
      }),
    );
    await expect(verifying).rejects.toThrow(TypeError);
    expect(heard).toEqual([{ stage: "resolve", status: "running" }]);
  });

  test("starts nothing once it is stopped", async () => {
    const { heard, onStage } = collect();
    const started = verifyInStages({ signal: AbortSignal.abort(), onStage }, (stages) =>
      stages.run("resolve", async () => {}),
    );
    await expect(started).rejects.toMatchObject({ name: "AppError", code: "cancelled" });
    expect(heard).toEqual([]);
  });

  test("says the same of a port that is filtered as of one that is closed", async () => {
    const closed = await verifyInStages(collect(), (stages) =>
      stages.run("reach", () => Promise.reject(new ConnectorFailure("unreachable", { reason: "ECONNREFUSED" }))),
    );
    const filtered = await verifyInStages({ ...collect(), limits: limits({ reach: 5 }) }, (stages) =>
      stages.run("reach", untilAborted),
    );
    expect(filtered.verification.failure).toEqual(closed.verification.failure);
  });
});
