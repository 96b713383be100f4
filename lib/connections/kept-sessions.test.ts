import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Session } from "../connectors/define-connector";
import { KeptSessions } from "./kept-sessions";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A session that can only be closed, and says whether it was. */
function openSession() {
  const unused = async () => {
    throw new Error("not asked for in these tests");
  };
  const state = { isClosed: false };
  const session: Session = {
    verify: unused,
    catalog: unused,
    describe: unused,
    describeAll: unused,
    read: unused,
    count: unused,
    write: unused,
    close: async () => {
      state.isClosed = true;
    },
  };
  return { session, state };
}

describe("sessions that are kept", () => {
  test("are found again under their version and under no other", () => {
    const kept = new KeptSessions();
    const { session } = openSession();
    kept.add("one", 1, session).release();
    expect(kept.take("one", 1)?.session).toBe(session);
    expect(kept.take("one", 2)).toBeNull();
    expect(kept.take("other", 1)).toBeNull();
  });

  test("give way to a new version, which leaves other connections alone", () => {
    const kept = new KeptSessions();
    const [old, other, fresh] = [openSession(), openSession(), openSession()];
    kept.add("one", 1, old.session).release();
    kept.add("other", 1, other.session).release();
    kept.add("one", 2, fresh.session).release();
    expect(kept.take("one", 1)).toBeNull();
    expect([old, other, fresh].map(({ state }) => state.isClosed)).toEqual([true, false, false]);
  });

  test("are closed by their last user and not before", () => {
    const kept = new KeptSessions();
    const old = openSession();
    const first = kept.add("one", 1, old.session);
    const second = kept.take("one", 1);
    kept.drop("one");
    expect(kept.take("one", 1)).toBeNull();
    first.release();
    expect(old.state.isClosed).toBe(false);
    second?.release();
    expect(old.state.isClosed).toBe(true);
  });

  test("are one for all who opened at the same time, and what was opened too much is closed", () => {
    const kept = new KeptSessions();
    const [faster, slower] = [openSession(), openSession()];
    const first = kept.add("one", 1, faster.session);
    const second = kept.add("one", 1, slower.session);
    expect(second.session).toBe(faster.session);
    expect(second.breaker).toBe(first.breaker);
    expect([faster, slower].map(({ state }) => state.isClosed)).toEqual([false, true]);
  });

  test("are closed after a minute in which nobody used them, and never while somebody does", () => {
    const kept = new KeptSessions();
    const { session, state } = openSession();
    kept.add("one", 1, session).release();
    vi.advanceTimersByTime(59_999);
    const lease = kept.take("one", 1);
    vi.advanceTimersByTime(600_000);
    expect(state.isClosed).toBe(false);
    lease?.release();
    vi.advanceTimersByTime(59_999);
    expect(state.isClosed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(state.isClosed).toBe(true);
    expect(kept.take("one", 1)).toBeNull();
  });

  test("are fifty at the most: the one that was not used for longest goes, and none that is used", () => {
    const kept = new KeptSessions();
    const all = Array.from({ length: 50 }, openSession);
    const leases = all.map(({ session }, number) => kept.add(String(number), 1, session));
    for (const lease of leases.slice(1)) lease.release();
    kept.take("1", 1)?.release();
    expect(all.some(({ state }) => state.isClosed)).toBe(false);
    kept.add("new", 1, openSession().session);
    kept.add("newer", 1, openSession().session);
    const closed = all.flatMap(({ state }, number) => (state.isClosed ? [number] : []));
    expect(closed).toEqual([2, 3]);
  });

  test("all end when the process does: used, unused, and given way already", async () => {
    const kept = new KeptSessions();
    const [used, unused, old] = [openSession(), openSession(), openSession()];
    kept.add("one", 1, old.session);
    kept.add("one", 2, used.session);
    kept.add("other", 1, unused.session).release();
    expect(old.state.isClosed).toBe(false);
    await kept.close();
    expect([used, unused, old].map(({ state }) => state.isClosed)).toEqual([true, true, true]);
    expect(kept.take("one", 2)).toBeNull();
  });
});
