import { z } from "zod";
import type { Sentence } from "../objects/drafts/schema";
import type { Environment } from "../policy";

/** Of a connection as it was when the notice was written. */
type OfConnection = { by: string; connectionId: string; name: string; environment: Environment };

/** What people are told, and what each notice says. `by` is the name of who did it. Names, never general details. */
export type NoticeRecord =
  | { kind: "connection.shared"; data: OfConnection }
  | { kind: "connection.revoked"; data: OfConnection }
  | { kind: "connection.break_glass"; data: OfConnection & { reason: string; endsAt: string | null } }
  | { kind: "connection.break_glass_ended"; data: Omit<OfConnection, "by"> }
  /** One for all that a person leaves to another: `connections` and `apps` are numbers. */
  | { kind: "handed_over"; data: { by: string; from: string; connections: number; apps: number; requests: number } }
  | { kind: "app.added" | "app.removed"; data: { by: string; appId: string; name: string } }
  /** Their group at the identity provider is gone, and nobody else is a super admin. */
  | { kind: "role.kept"; data: { group: string } }
  | { kind: "request.made"; data: OfRequest }
  | { kind: "request.answered"; data: OfRequest & { answer: "confirmed" | "refused" } };

type OfRequest = {
  by: string;
  requestId: string;
  asks: "deploy" | "access";
  object: string;
  environment: Environment;
};

/** Notices on one page of the list. */
export const noticesPageSize = 50;
/** What the bell shows. */
export const latestCount = 10;

export const noticesShown = ["all", "unread"] as const;

/** The page's URL parameters. Unknown values fall back to the default instead of failing. */
export const noticesInput = z.object({
  show: z.enum(noticesShown).catch("all").default("all"),
  after: z.string().max(200).optional().catch(undefined),
});
export type NoticesInput = z.output<typeof noticesInput>;

export const noticeIdInput = z.object({ id: z.uuid() });
export const noInput = z.object({});

/** What the database was to whoever looked, as PostgreSQL writes it: `xmin:xmax:` and what was still running between. */
export const seenInput = z.object({ seen: z.string().refine(isSnapshot) });
export type SeenInput = z.output<typeof seenInput>;

function isSnapshot(text: string): boolean {
  if (text.length > 10_000 || !/^\d{1,18}:\d{1,18}:(\d{1,18}(,\d{1,18})*)?$/.test(text)) return false;
  const [from = "", to = "", running = ""] = text.split(":");
  const [low, high] = [BigInt(from), BigInt(to)];
  const between = running === "" ? [] : running.split(",").map(BigInt);
  const isRising = between.every((id, place) => place === 0 || (between[place - 1] ?? id) < id);
  return low > 0n && low <= high && isRising && between.every((id) => id >= low && id < high);
}

export type NoticeRow = {
  id: string;
  at: string;
  isRead: boolean;
  /** Who did it; null for what the clock did. */
  by: string | null;
  sentence: Sentence;
  /** The reason that was given. */
  reason: string | null;
  /** Where it leads; null where there is nothing, or nothing that the reader may see any more. */
  href: string | null;
  /** Says that what it was about is gone for the reader; null where the notice itself is that news. */
  gone: string | null;
};

/** `seen` is for `markAllRead`; null without notices. */
export type NoticeList = { rows: readonly NoticeRow[]; seen: string | null };
export type LatestNotices = NoticeList & { unread: number };
/** `unread` counts no further than one beyond the `waitingCap` of lib/waiting/schema.ts. */
export type NoticesPage = NoticeList & { next: string | null; unread: number };
