import { ConnectorFailure } from "./failures";
import { untilAborted } from "./until-aborted";

/** One connection to an external server. `close` waits until nothing is open, and stops what was left unanswered. */
export type Pooled = { close(): Promise<void> };

type PoolOptions<C extends Pooled> = {
  /** Rejects soon after `stop` is aborted, with nothing left open. */
  connect: (stop: AbortSignal) => Promise<C>;
  /** How many connections there are at the most. */
  most: number;
  /** How long an unused one is kept, in milliseconds. */
  idleMs: number;
  /** How many may wait for one at once, and how long each, in milliseconds. */
  mostWaiting: number;
  waitMs: number;
};

type Waiting<C> = { take: (connection: C | null) => void; fail: (error: unknown) => void };

/** A few connections that take turns. One whose work failed in any way is closed and not used again. */
export class Pool<C extends Pooled> {
  readonly #options: PoolOptions<C>;
  readonly #idle: { connection: C; timer: NodeJS.Timeout }[] = [];
  readonly #waiting = new Set<Waiting<C>>();
  readonly #open = new Set<C>();
  /** Connects under way whose callers have left. */
  readonly #leftBehind = new Set<AbortController>();
  #count = 0;
  #isClosed = false;

  constructor(options: PoolOptions<C>) {
    this.#options = options;
  }

  /** Runs `work` on a connection of its own for that time. Throws ConnectorFailure and the signal's reason. */
  async run<T>(signal: AbortSignal, work: (connection: C) => Promise<{ value: T; isClean: boolean }>): Promise<T> {
    signal.throwIfAborted();
    const connection = await this.#take(signal);
    let isClean = false;
    try {
      const done = await work(connection);
      isClean = done.isClean;
      return done.value;
    } finally {
      await this.#giveBack(connection, isClean);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const one of this.#waiting) one.fail(closedPool());
    for (const { timer } of this.#idle) clearTimeout(timer);
    await Promise.all([...this.#open].map((connection) => connection.close()));
  }

  async #take(signal: AbortSignal): Promise<C> {
    if (this.#isClosed) throw closedPool();
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(idle.timer);
      return idle.connection;
    }
    if (this.#count >= this.#options.most) return (await this.#wait(signal)) ?? this.#connect(signal);
    this.#count += 1;
    return this.#connect(signal);
  }

  /** In a place that is the caller's already, who waits for it until the signal. */
  async #connect(signal: AbortSignal): Promise<C> {
    const stop = new AbortController();
    const connecting = this.#connectUntil(stop.signal);
    try {
      return await untilAborted(connecting, signal);
    } catch (error) {
      if (signal.aborted) this.#leaveBehind(connecting, stop);
      throw error;
    }
  }

  /** A connect whose caller has left goes on for those who wait, and ends as soon as nobody does. */
  #leaveBehind(connecting: Promise<C>, stop: AbortController): void {
    this.#leftBehind.add(stop);
    const end = () => this.#leftBehind.delete(stop);
    connecting.then((connection) => {
      end();
      return this.#giveBack(connection, true);
    }, end);
    this.#endUnwanted();
  }

  #endUnwanted(): void {
    if (this.#waiting.size > 0) return;
    for (const stop of this.#leftBehind) stop.abort();
  }

  async #connectUntil(stop: AbortSignal): Promise<C> {
    try {
      const connection = await this.#options.connect(stop);
      if (this.#isClosed) {
        await connection.close();
        throw closedPool();
      }
      this.#open.add(connection);
      return connection;
    } catch (error) {
      // Whoever waits would only meet the same, one after the other; that nobody wanted it any more says nothing to them.
      if (!stop.aborted) for (const one of this.#waiting) one.fail(error);
      this.#leave();
      throw error;
    }
  }

  /** A connection that somebody gives back, or null for the place of one that is gone. */
  #wait(signal: AbortSignal): Promise<C | null> {
    if (this.#waiting.size >= this.#options.mostWaiting) {
      throw new ConnectorFailure("busy", { reason: "too many wait already" });
    }
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        this.#waiting.delete(waiting);
        this.#endUnwanted();
      };
      const waiting: Waiting<C> = {
        take: (connection) => {
          end();
          resolve(connection);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      const stop = () => waiting.fail(signal.reason);
      const timer = setTimeout(() => waiting.fail(new ConnectorFailure("busy")), this.#options.waitMs);
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.add(waiting);
    });
  }

  async #giveBack(connection: C, isClean: boolean): Promise<void> {
    if (!isClean || this.#isClosed) {
      this.#open.delete(connection);
      try {
        await connection.close();
      } finally {
        this.#leave();
      }
      return;
    }
    const [next] = this.#waiting;
    if (next !== undefined) return next.take(connection);
    const timer = setTimeout(() => this.#drop(connection), this.#options.idleMs).unref();
    this.#idle.push({ connection, timer });
  }

  #drop(connection: C): void {
    const at = this.#idle.findIndex((one) => one.connection === connection);
    if (at === -1) return;
    this.#idle.splice(at, 1);
    void this.#giveBack(connection, false);
  }

  /** Whoever waits first has the place now, and may open another connection. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#count -= 1;
    else next.take(null);
  }
}

function closedPool(): ConnectorFailure {
  return new ConnectorFailure("connection_lost", { reason: "pool closed" });
}
