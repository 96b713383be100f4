/** Bytes. Above what any form of ours sends: the largest is a connection with its certificates. */
export const maxBodyBytes = 256 * 1024;

/** For a request that did not come from our own pages. */
export const foreignWords =
  "This request did not come from a page of this Linkspan. Open Linkspan at its own address and try again.";

/** The answer to a request that nothing here is made for; null for one that may pass. `isOurs`: it has our Origin. */
export function refuseRequest(request: Request, isOurs: boolean): Response | null {
  if (!["GET", "HEAD", "POST"].includes(request.method)) {
    return refusal(405, "This address answers GET and POST only.", { allow: "GET, HEAD, POST" });
  }
  if (request.method !== "POST") return null;
  const length = request.headers.get("content-length");
  // Without a length the size is known only once everything has been read.
  if (length === null || !/^\d+$/.test(length)) return refusal(411, "Say how long the request is (Content-Length).");
  if (Number(length) > maxBodyBytes) return refusal(413, "The request is larger than 256 KB.");
  // Next refuses a foreign Origin with 500 and lets a missing one through; see action-guard.ts for the rule itself.
  return isOurs ? null : refusal(403, foreignWords);
}

function refusal(status: number, words: string, headers: Record<string, string> = {}): Response {
  // Exactly this type: Next's client then shows the words of a refused action.
  return new Response(words, { status, headers: { "content-type": "text/plain", ...headers } });
}
