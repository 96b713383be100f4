import type { Session } from "../connectors/define-connector";
import { CircuitBreaker } from "./circuit-breaker";

/** A session nobody uses keeps no connection and no secret for longer than this, in milliseconds. */
const idleMs = 60_000;
const mostKept = 50;

type Kept = {
  connectionId: string;
  session: Session;
  breaker: CircuitBreaker;
  users: number;
  /** No longer to be found; closed by its last user. */
  isRetired: boolean;
  idle: NodeJS.Timeout | undefined;
};

export type Lease = { session: Session; breaker: CircuitBreaker; release(): void };

/**
 * Sessions of this process that are open already, by connection and version of its credentials, so that a reconnect never
 * reuses one that was opened with the old password. In the order of their last use.
 */
export class KeptSessions {
  readonly #kept = new Map<string, Kept>();
  /** With those that gave way and are still used. */
  readonly #open = new Set<Kept>();

  /** The session kept under this version, or null. The caller releases it. */
  take(connectionId: string, version: number): Lease | null {
    const key = keyOf(connectionId, version);
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return this.#lease(key, kept);
  }

  /** Keeps a session in the place of those of other versions; when another was faster, that one is given and `session` closed. */
  add(connectionId: string, version: number, session: Session): Lease {
    const faster = this.take(connectionId, version);
    if (faster !== null) {
      void session.close();
      return faster;
    }
    for (const [key, other] of this.#kept) if (other.connectionId === connectionId) this.#retire(key, other);
    const kept: Kept = {
      connectionId,
      session,
      breaker: new CircuitBreaker(),
      users: 0,
      isRetired: false,
      idle: undefined,
    };
    const key = keyOf(connectionId, version);
    this.#kept.set(key, kept);
    this.#open.add(kept);
    const lease = this.#lease(key, kept);
    this.#makeRoom();
    return lease;
  }

  /** Lets go of every session of a connection, such as one that was deleted. */
  drop(connectionId: string): void {
    for (const [key, kept] of this.#kept) if (kept.connectionId === connectionId) this.#retire(key, kept);
  }

  /** Ends every session, whoever uses it. */
  async close(): Promise<void> {
    this.#kept.clear();
    await Promise.all(
      [...this.#open].map((kept) => {
        clearTimeout(kept.idle);
        kept.isRetired = true;
        return this.#end(kept);
      }),
    );
  }

  #lease(key: string, kept: Kept): Lease {
    kept.users += 1;
    clearTimeout(kept.idle);
    return {
      session: kept.session,
      breaker: kept.breaker,
      release: () => {
        kept.users -= 1;
        if (kept.users > 0) return;
        if (kept.isRetired) void this.#end(kept);
        else kept.idle = setTimeout(() => this.#retire(key, kept), idleMs).unref();
      },
    };
  }

  #retire(key: string, kept: Kept): void {
    this.#kept.delete(key);
    clearTimeout(kept.idle);
    kept.isRetired = true;
    if (kept.users === 0) void this.#end(kept);
  }

  async #end(kept: Kept): Promise<void> {
    if (this.#open.delete(kept)) await kept.session.close();
  }

  #makeRoom(): void {
    for (const [key, kept] of this.#kept) {
      if (this.#kept.size <= mostKept) return;
      if (kept.users === 0) this.#retire(key, kept);
    }
  }
}

declare global {
  // One for a process, kept here for the same reason as its database pool.
  var linkspanSessions: KeptSessions | undefined;
}

/** The sessions of this process. */
export function keptSessions(): KeptSessions {
  globalThis.linkspanSessions ??= new KeptSessions();
  return globalThis.linkspanSessions;
}

function keyOf(connectionId: string, version: number): string {
  return `${connectionId} ${version}`;
}
