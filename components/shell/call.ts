import { unstable_rethrow } from "next/navigation";
import type { Result } from "@/lib/errors";

const unanswered = {
  reading: "Linkspan did not answer. Check your network, then try again.",
  changing:
    "Linkspan did not answer, so nobody knows yet whether this was done. Check your network, reload the page and look before you try again.",
} as const;

/**
 * Calls a server action. The action itself never throws; when its answer does not arrive (the network is gone, the server
 * stopped or was updated), that is a failure like any other and not an unhandled rejection.
 */
export async function call<T>(what: keyof typeof unanswered, send: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await send();
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: { code: "unreachable", message: unanswered[what], reference: null } };
  }
}
