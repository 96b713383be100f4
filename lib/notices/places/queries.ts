import { and, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { apps, connections } from "@/db/schema";
import { appVisibleTo } from "../../apps/queries";
import { visibleTo } from "../../connections/queries";
import type { Actor } from "../../policy";
import { listVisibleRequests } from "../../requests/queries";
import type { NoticeRecord } from "../schema";

/** Where a notice leads its reader; without an `href`, why nowhere: null where the notice itself is that news. */
export type NoticePlace = { href: string; gone: null } | { href: null; gone: string | null };

/** Where each of these notices leads the actor now, in their order. */
export async function placesOf(actor: Actor, notices: readonly NoticeRecord[]): Promise<NoticePlace[]> {
  const idsOf = (kind: Thing["kind"]) => {
    return notices.map(thingOf).flatMap((thing) => (thing?.kind === kind ? [thing.id] : []));
  };
  const [ofConnections, ofApps, ofRequests] = await Promise.all([
    listVisibleConnections(actor, idsOf("connection")),
    listVisibleApps(actor, idsOf("app")),
    listVisibleRequests(actor, idsOf("request")),
  ]);
  const visible = new Set([...ofConnections, ...ofApps, ...ofRequests]);
  return notices.map((notice) => placeOf(notice, visible));
}

function placeOf(notice: NoticeRecord, visible: ReadonlySet<string>): NoticePlace {
  if (notice.kind === "handed_over") return { href: listOf(notice.data), gone: null };
  if (notice.kind === "role.kept") return { href: "/administration/users", gone: null };
  const thing = thingOf(notice);
  if (thing !== null && visible.has(thing.id)) return { href: thing.href, gone: null };
  const isTheNews = notice.kind === "connection.revoked" || notice.kind === "app.removed";
  return { href: null, gone: isTheNews || thing === null ? null : goneWords[thing.kind] };
}

/** What was handed over is many things: the list that most of them stand in. */
function listOf({ connections: given, apps: ofApps }: { connections: number; apps: number }): string {
  if (given > 0) return "/connections";
  return ofApps > 0 ? "/apps" : "/requests";
}

const goneWords = {
  connection: "It was deleted, or it is not shared with you any more.",
  app: "It was deleted, or you are not a member any more.",
  request: "Its object was deleted, or you do not see it any more.",
} as const;

type Thing = { kind: keyof typeof goneWords; id: string; href: string };

function thingOf({ kind, data }: NoticeRecord): Thing | null {
  if ("connectionId" in data) {
    const { connectionId: id } = data;
    const href = kind === "connection.break_glass" ? `/connections/${id}/share` : `/connections/${id}`;
    return { kind: "connection", id, href };
  }
  if ("appId" in data) return { kind: "app", id: data.appId, href: `/apps/${data.appId}/data` };
  if ("requestId" in data) return { kind: "request", id: data.requestId, href: `/requests/${data.requestId}` };
  return null;
}

async function listVisibleConnections(actor: Actor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db()
    .select({ id: connections.id })
    .from(connections)
    .where(and(inArray(connections.id, [...ids]), visibleTo(actor)));
  return found.map(({ id }) => id);
}

async function listVisibleApps(actor: Actor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db()
    .select({ id: apps.id })
    .from(apps)
    .where(and(inArray(apps.id, [...ids]), appVisibleTo(actor)));
  return found.map(({ id }) => id);
}
