import type { Result } from "@/lib/errors";
import { posted } from "../shell/ask";

/** Asks for a file: the response when it is one, else why there is none. */
export async function askFile(href: string, body: unknown, signal: AbortSignal): Promise<Response | Result<never>> {
  const response = await fetch(href, posted(body, signal));
  if (response.headers.get("content-type")?.startsWith("text/csv") === true) return response;
  const result: Result<never> = await response.json();
  return result;
}
