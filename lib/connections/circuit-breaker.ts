/** How many failures in a row it takes, and for how long nobody tries afterwards, in milliseconds. */
const failuresToOpen = 3;
const restMs = 5_000;

/**
 * Keeps everybody from waiting for a server that is known not to answer: after three failures in a row only one call in
 * five seconds still tries, and its outcome counts for all.
 */
export class CircuitBreaker {
  #failures = 0;
  #nextTryAt = 0;

  /** Null when the call may try; else how long it should wait, in milliseconds. */
  refuse(now: number): number | null {
    if (this.#failures < failuresToOpen) return null;
    if (now < this.#nextTryAt) return this.#nextTryAt - now;
    this.#nextTryAt = now + restMs;
    return null;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(now: number): void {
    this.#failures += 1;
    if (this.#failures >= failuresToOpen) this.#nextTryAt = now + restMs;
  }
}
