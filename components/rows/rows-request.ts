import type { Result } from "@/lib/errors";

const unanswered = "Linkspan did not answer. Check your network, then try again.";

/** Asks a route of the rows' page. A broken network is a failure like any other; only an abort is thrown. */
export async function askRows<T>(href: string, body: unknown, signal: AbortSignal): Promise<Result<T>> {
  try {
    const response = await fetch(href, post(body, signal));
    const result: Result<T> = await response.json();
    return result;
  } catch (error) {
    signal.throwIfAborted();
    console.debug("rows could not be read", error);
    return { ok: false, error: { code: "unreachable", message: unanswered, reference: null } };
  }
}

/** Asks for a file: the response when it is one, else why there is none. */
export async function askFile(href: string, body: unknown, signal: AbortSignal): Promise<Response | Result<never>> {
  const response = await fetch(href, post(body, signal));
  if (response.headers.get("content-type")?.startsWith("text/csv") === true) return response;
  const result: Result<never> = await response.json();
  return result;
}

function post(body: unknown, signal: AbortSignal): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal };
}
