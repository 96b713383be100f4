import { waitingCap } from "@/lib/requests/schema";

/** How many requests wait, as far as they are counted. */
export function waitingText(count: number): string {
  return count > waitingCap ? `${waitingCap}+` : String(count);
}
