import type { Review } from "@/lib/access/schema";
import { relativeTime } from "../ui/relative-time";

/** When access was last looked through, and by whom. `now` is in milliseconds. */
export function reviewWords(review: Review | null, now: number): string {
  return review === null ? "Not reviewed yet" : `Reviewed ${relativeTime(review.at, now)} by ${review.by}`;
}

/** What became of the number of accesses since; nothing where it is the same. */
export function sinceWords(review: Review | null, entries: number): string {
  if (review === null || review.entries === entries) return "";
  return review.entries === 1 ? "There was 1 access then." : `There were ${review.entries} accesses then.`;
}
