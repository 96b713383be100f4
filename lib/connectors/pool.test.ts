import { describe, expect, test, vi } from "vitest";
import { ConnectorFailure } from "./failures";
import { Pool } from "./pool";

type Connection = { number: number; isClosed: boolean; close(): Promise<void> };
type Options = Partial<ConstructorParameters<typeof Pool<Connection>>[0]>;

/** A pool of connections to nothing, and all that it has opened. */
function poolOf(options: Options = {}) {
  const opened: Connection[] = [];
  const connect = async () => {
    const connection: Connection = {
      number: opened.length + 1,
      isClosed: false,
      close: async () => {
        connection.isClosed = true;
      },
    };
    opened.push(connection);
    return connection;
  };
  const pool = new Pool<Connection>({
    connect,
    most: 2,
    idleMs: 60_000,
    mostWaiting: 10,
    waitMs: 60_000,
    ...options,
  });
  return { pool, opened, connect };
}

const { signal } = new AbortController();

function later<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((...ends) => {
    [resolve, reject] = ends;
  });
  return { promise, resolve: (value: T) => resolve(value), reject: (error: Error) => reject(error) };
}

/** Work that goes on until it is told how it ends. */
function hold(pool: Pool<Connection>, stop: AbortSignal = signal) {
  let number: number | null = null;
  const ends = later<{ value: number; isClean: boolean }>();
  const result = pool.run(stop, (connection) => {
    number = connection.number;
    return ends.promise;
  });
  result.catch(() => {});
  return {
    result,
    number: () => number,
    end: (isClean = true) => ends.resolve({ value: number ?? 0, isClean }),
    fail: (error: Error) => ends.reject(error),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a pool", () => {
  test("opens no more connections than it may, and gives them to those who wait in turn", async () => {
    const { pool, opened } = poolOf();
    const [first, second, third, fourth] = [hold(pool), hold(pool), hold(pool), hold(pool)];
    await settled();
    expect([first, second, third, fourth].map((one) => one.number())).toEqual([1, 2, null, null]);
    second.end();
    await settled();
    expect([third, fourth].map((one) => one.number())).toEqual([2, null]);
    first.end();
    await settled();
    expect(fourth.number()).toBe(1);
    third.end();
    fourth.end();
    expect(await Promise.all([first, second, third, fourth].map((one) => one.result))).toEqual([1, 2, 2, 1]);
    expect(opened).toHaveLength(2);
  });

  test("keeps an unused connection for its time and not longer", async () => {
    const { pool, opened } = poolOf({ idleMs: 20 });
    const use = () => pool.run(signal, async ({ number }) => ({ value: number, isClean: true }));
    expect(await use()).toBe(1);
    expect(await use()).toBe(1);
    await vi.waitFor(() => expect(opened[0]?.isClosed).toBe(true), { interval: 5 });
    expect(await use()).toBe(2);
  });

  test("says that it is busy to whoever has waited too long, and the place goes to another", async () => {
    const { pool } = poolOf({ most: 1, waitMs: 20 });
    const first = hold(pool);
    await expect(hold(pool).result).rejects.toMatchObject({ kind: "busy" });
    const next = hold(pool);
    first.end();
    await settled();
    expect(next.number()).toBe(1);
  });

  test("says at once that it is busy when too many wait", async () => {
    const { pool } = poolOf({ most: 1, mostWaiting: 1 });
    const first = hold(pool);
    const second = hold(pool);
    await expect(hold(pool).result).rejects.toMatchObject({ kind: "busy" });
    first.end();
    await settled();
    expect(second.number()).toBe(1);
  });

  test("lets whoever gives up go, with the reason, and gives the place to the next", async () => {
    const { pool } = poolOf({ most: 1 });
    const stop = new AbortController();
    const [first, impatient, next] = [hold(pool), hold(pool, stop.signal), hold(pool)];
    stop.abort(new Error("given up"));
    await expect(impatient.result).rejects.toThrow("given up");
    first.end();
    await settled();
    expect([impatient.number(), next.number()]).toEqual([null, 1]);
    await expect(hold(pool, stop.signal).result).rejects.toThrow("given up");
  });

  test("fails all who wait when a connection cannot be made, and then tries again", async () => {
    const { promise: refused, reject } = later<never>();
    const spare = poolOf();
    let tries = 0;
    const connect = () => {
      tries += 1;
      return tries === 1 ? refused : spare.connect();
    };
    const { pool } = poolOf({ most: 1, connect });
    const all = [hold(pool), hold(pool), hold(pool)];
    reject(new ConnectorFailure("unreachable"));
    for (const { result } of all) await expect(result).rejects.toMatchObject({ kind: "unreachable" });
    expect(tries).toBe(1);
    const afterwards = hold(pool);
    await settled();
    expect(afterwards.number()).toBe(1);
  });

  describe("whose connections take long to be made", () => {
    /** Each is made, or fails, when the test says so. */
    function slowPoolOf(most: number) {
      const spare = poolOf();
      const tries: { make: () => Promise<void>; fail: (error: Error) => void; isStopped: () => boolean }[] = [];
      const connect = (stop: AbortSignal) => {
        const { promise, resolve, reject } = later<Connection>();
        tries.push({
          make: async () => resolve(await spare.connect()),
          fail: reject,
          isStopped: () => stop.aborted,
        });
        return promise;
      };
      return { pool: poolOf({ most, connect }).pool, tries, opened: spare.opened };
    }

    test("lets whoever gives up go at once, ends what nobody else waits for, and has the place back", async () => {
      const { pool, tries } = slowPoolOf(2);
      const stop = new AbortController();
      const [impatient, patient] = [hold(pool, stop.signal), hold(pool)];
      stop.abort(new Error("given up"));
      await expect(impatient.result).rejects.toThrow("given up");
      expect(tries.map(({ isStopped }) => isStopped())).toEqual([true, false]);
      await tries[1]?.make();
      const next = hold(pool);
      tries[0]?.fail(new Error("stopped"));
      await settled();
      await tries[2]?.make();
      await settled();
      expect([impatient, patient, next].map((one) => one.number())).toEqual([null, 1, 2]);
    });

    test("goes on making one whose caller gave up for whoever waits, and keeps it for later", async () => {
      const { pool, tries, opened } = slowPoolOf(1);
      const stop = new AbortController();
      const [impatient, patient] = [hold(pool, stop.signal), hold(pool)];
      stop.abort(new Error("given up"));
      await expect(impatient.result).rejects.toThrow("given up");
      expect(tries.map(({ isStopped }) => isStopped())).toEqual([false]);
      await tries[0]?.make();
      await settled();
      expect(patient.number()).toBe(1);
      patient.end();
      await patient.result;
      expect([tries.length, opened[0]?.isClosed]).toEqual([1, false]);
    });

    test("tells whoever waits why one failed whose caller gave up", async () => {
      const { pool, tries } = slowPoolOf(1);
      const stop = new AbortController();
      const [impatient, patient] = [hold(pool, stop.signal), hold(pool)];
      stop.abort();
      tries[0]?.fail(new ConnectorFailure("unreachable"));
      await expect(patient.result).rejects.toMatchObject({ kind: "unreachable" });
      await expect(impatient.result).rejects.toThrow();
      expect(tries).toHaveLength(1);
    });

    test("ends one when the last who waited for it gives up too", async () => {
      const { pool, tries } = slowPoolOf(1);
      const [first, second] = [new AbortController(), new AbortController()];
      const gone = [hold(pool, first.signal), hold(pool, second.signal)];
      first.abort();
      await settled();
      expect(tries.map(({ isStopped }) => isStopped())).toEqual([false]);
      second.abort();
      expect(tries.map(({ isStopped }) => isStopped())).toEqual([true]);
      for (const { result } of gone) await expect(result).rejects.toThrow();
    });
  });

  for (const [how, end] of [
    ["failed", (one: ReturnType<typeof hold>) => one.fail(new Error("lost"))],
    ["was left unfinished", (one: ReturnType<typeof hold>) => one.end(false)],
  ] as const) {
    test(`closes a connection whose work ${how}, and whoever waits gets another`, async () => {
      const { pool, opened } = poolOf({ most: 1 });
      const [first, next] = [hold(pool), hold(pool)];
      end(first);
      await settled();
      expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
      expect(next.number()).toBe(2);
      next.end();
      await settled();
      expect(opened[1]?.isClosed).toBe(false);
    });
  }

  test("that is closed ends what is used, waited for or still being made, and opens nothing more", async () => {
    const last = later<Connection>();
    const spare = poolOf();
    let tries = 0;
    const connect = () => {
      tries += 1;
      return tries === 3 ? last.promise : spare.connect();
    };
    const { pool } = poolOf({ most: 3, connect });
    const [used, other, making, waiting] = [hold(pool), hold(pool), hold(pool), hold(pool)];
    await settled();
    await pool.close();
    expect(spare.opened.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    await expect(waiting.result).rejects.toMatchObject({ kind: "connection_lost" });
    last.resolve(await spare.connect());
    await expect(making.result).rejects.toMatchObject({ kind: "connection_lost" });
    expect([making.number(), spare.opened[2]?.isClosed]).toEqual([null, true]);
    used.fail(new Error("ended"));
    other.end();
    await settled();
    await expect(hold(pool).result).rejects.toMatchObject({ kind: "connection_lost" });
    expect(tries).toBe(3);
  });

  test("that was closed while nothing was used gives nothing out any more", async () => {
    const { pool, opened } = poolOf();
    const first = hold(pool);
    first.end();
    await first.result;
    await pool.close();
    expect(opened[0]?.isClosed).toBe(true);
    await expect(hold(pool).result).rejects.toMatchObject({ kind: "connection_lost" });
  });
});
