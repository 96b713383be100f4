import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { untilAborted } from "../../connectors/until-aborted";
import { rehearsalLimitMs, withinLimit } from "./within-limit";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = (signal: AbortSignal) => untilAborted(new Promise(() => undefined), signal);

test("what does not end in time is stopped, and what does is not", async () => {
  const slow = withinLimit(new AbortController().signal, never);
  const outcome = expect(slow).rejects.toMatchObject({ code: "timeout", message: expect.stringContaining("20 s") });
  await vi.advanceTimersByTimeAsync(rehearsalLimitMs);
  await outcome;
  let limited: AbortSignal | undefined;
  const quick = withinLimit(new AbortController().signal, async (signal) => {
    limited = signal;
    return "done";
  });
  expect(await quick).toBe("done");
  await vi.advanceTimersByTimeAsync(2 * rehearsalLimitMs);
  expect(limited?.aborted).toBe(false);
});

test("whoever gives up stops it before", async () => {
  const asking = new AbortController();
  const stopped = withinLimit(asking.signal, never);
  asking.abort(new Error("gave up"));
  await expect(stopped).rejects.toThrow("gave up");
});
