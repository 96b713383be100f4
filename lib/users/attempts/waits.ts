/** How attempts are slowed down: `free` attempts without a wait, then one that doubles up to `maxMs`. */
export type WaitRule = { free: number; firstMs: number; maxMs: number };

/** Attempts older than this are forgotten. */
export const windowMs = 60 * 60 * 1000;

/** A person mistypes; nobody needs more than this. The cap keeps a stranger from locking somebody out for long. */
export const emailRule: WaitRule = { free: 8, firstMs: 10_000, maxMs: 300_000 };

/** A whole office can share one address. */
export const addressRule: WaitRule = { free: 30, firstMs: 5_000, maxMs: 300_000 };

/** Nobody guesses a token; this keeps a script from making the database look for them. Links are pressed, hardly ever typed. */
export const tokenAddressRule: WaitRule = { free: 20, firstMs: 5_000, maxMs: 300_000 };

/** Each of these sends an e-mail, so that all of them count: a stranger must not fill somebody's mailbox. */
export const forgottenEmailRule: WaitRule = { free: 3, firstMs: 60_000, maxMs: 900_000 };
export const forgottenAddressRule: WaitRule = { free: 15, firstMs: 30_000, maxMs: 300_000 };

/**
 * SQL for the milliseconds still to wait, after `attempts` of which the last one was `sinceLastMs` ago: both SQL too. The
 * database decides, so that counting an attempt, judging it and storing it take one message.
 */
export function remainingWaitMs({ free, firstMs, maxMs }: WaitRule, attempts: string, sinceLastMs: string): string {
  const waitMs = `least(${maxMs}, ${firstMs} * 2 ^ least(${attempts} - ${free}, 30))`;
  return `case when ${attempts} < ${free} then 0 else greatest(0, ${waitMs} - ${sinceLastMs}) end`;
}

/** "20 seconds", "1 minute", "3 minutes": rounded up, so that waiting as told is enough. */
export function waitInWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
