"use server";

import { action } from "../action";
import { markAllRead, markRead } from "./commands";
import { noticeIdInput, seenInput } from "./schema";

// Nothing is revalidated: what is read on a page stays there, and the bell counts for itself.
const read = action(noticeIdInput, markRead);
const readAll = action(seenInput, markAllRead);

export async function markNoticeRead(input: unknown) {
  return read(input);
}

export async function markAllNoticesRead(input: unknown) {
  return readAll(input);
}
