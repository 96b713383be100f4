import { waitingCap } from "@/lib/waiting/schema";

/** How much waits, as far as they are counted. */
export function waitingText(count: number): string {
  return count > waitingCap ? `${waitingCap}+` : String(count);
}
