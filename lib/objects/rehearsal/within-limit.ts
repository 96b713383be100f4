import { AppError } from "../../errors";

/** How long a rehearsal may take in all, in milliseconds. */
export const rehearsalLimitMs = 20_000;

/** Gives `work` a signal that also ends when the time is over. Throws AppError `timeout` then. */
export async function withinLimit<T>(signal: AbortSignal, work: (limited: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  const over = () => {
    const seconds = rehearsalLimitMs / 1000;
    const words = `The external server did not answer within ${seconds} s. Nothing was changed. Try again in a moment.`;
    limit.abort(new AppError("timeout", words));
  };
  const timer = setTimeout(over, rehearsalLimitMs);
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}
