import { expect, test } from "vitest";
import { until } from "@/scripts/testing/until";
import { startJobs } from "./jobs";

test("a job goes on after a failed run, beside others, and stops when asked to", async () => {
  const stop = new AbortController();
  const runs = { failing: 0, steady: 0 };
  const fail = async () => {
    runs.failing += 1;
    if (runs.failing === 1) throw new Error("the first run fails");
  };
  const work = async () => {
    runs.steady += 1;
  };
  startJobs(
    [
      { name: "failing", everyMs: 1, run: fail },
      { name: "steady", everyMs: 1, run: work },
    ],
    stop.signal,
  );
  await until(async () => runs.failing > 2 && runs.steady > 2, "both jobs run again");
  stop.abort();
  const stopped = { ...runs };
  const clock = new AbortController();
  let later = 0;
  const count = async () => {
    later += 1;
  };
  startJobs([{ name: "clock", everyMs: 1, run: count }], clock.signal);
  await until(async () => later > 5, "a later job runs six times");
  clock.abort();
  expect(runs).toEqual(stopped);
});
