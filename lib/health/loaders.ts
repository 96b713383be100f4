import { isReady } from "./queries";

/** 200 or 503 and one word; why it is not ready is for the log, not for strangers. */
export async function readyAnswer(): Promise<Response> {
  return (await isReady()) ? answer(200, "ready") : answer(503, "not ready");
}

/** The process runs; it says nothing about the database. */
export function liveAnswer(): Response {
  return answer(200, "live");
}

function answer(status: number, words: string): Response {
  return Response.json({ status: words }, { status, headers: { "cache-control": "no-store" } });
}
