import type { Result } from "@/lib/errors";

const unanswered = "Linkspan did not answer. Check your network, then try again.";

/** Asks a route of ours. A broken network is a failure like any other; only an abort is thrown. */
export async function ask<T>(href: string, body: unknown, signal: AbortSignal): Promise<Result<T>> {
  try {
    const response = await fetch(href, posted(body, signal));
    const result: Result<T> = await response.json();
    return result;
  } catch (error) {
    signal.throwIfAborted();
    console.debug("a question was not answered", error);
    return { ok: false, error: { code: "unreachable", message: unanswered, reference: null } };
  }
}

export function posted(body: unknown, signal: AbortSignal): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal };
}
