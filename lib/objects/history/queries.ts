import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { externalDataObjects, objectVersions, users } from "@/db/schema";
import { findAppFacts } from "../../apps/queries";
import { visibleTo } from "../../connections/queries";
import { AppError } from "../../errors";
import { type Actor, authorizeInApp, environments } from "../../policy";
import { differenceBetween } from "../difference/schema";
import { findVersion } from "../versions/queries";
import { type HistoryCursor, readCursor, writeCursor } from "./cursor";
import {
  type FindVersionInput,
  type HistoryEntry,
  type HistoryPage,
  historyPageSize,
  type ListHistoryInput,
  type VersionDetail,
} from "./schema";

const stored = z.object({
  rank: z.literal([0, 1]),
  key: z.string(),
  at: z.string(),
  version: z.int(),
  environment: z.enum(environments),
  by: z.string().nullable(),
  requestedBy: z.string().nullable(),
  replaced: z.int().nullable(),
  connectionId: z.string().nullable(),
  connectionName: z.string().nullable(),
  visible: z.boolean().nullable(),
});

/** Who published and deployed what of an object, newest first. Throws AppError `not_found`. */
export async function listHistory(actor: Actor, { objectId, after }: ListHistoryInput): Promise<HistoryPage> {
  await requireSeen(actor, objectId);
  const cursor = readCursor(after);
  const found = await db().execute(sql`
    select
      h.rank, h.key, to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, h.version, h.environment,
      h.replaced, doer.name as by, asker.name as "requestedBy",
      connections.id::text as "connectionId", connections.name as "connectionName",
      ${visibleTo(actor)} as visible
    from (
      ${published(actor, objectId, cursor)} union all ${deployed(actor, objectId, cursor)}
    ) h
    left join users doer on doer.id = h.actor_id
    left join users asker on asker.id = h.requested_by::uuid
    left join connections on connections.id = h.connection_id::uuid and connections.account_id = ${actor.accountId}
      and (${visibleTo(actor)} or exists (
        select from object_bindings b where b.object_id = ${objectId} and b.connection_id = connections.id))
    order by h.at desc, h.rank desc, h.key desc
    limit ${historyPageSize + 1}`);
  const rows = z.array(stored).parse([...found]);
  const page = rows.slice(0, historyPageSize);
  const last = rows.length > historyPageSize ? page.at(-1) : undefined;
  return { entries: page.map(entryOf), next: last === undefined ? null : writeCursor(last) };
}

/**
 * From the versions themselves. Development is bound in the same transaction, and its record names the connection: it is
 * looked for only beside the versions of the page, and only for as long as that transaction can have taken.
 */
function published({ accountId }: Actor, objectId: string, cursor: HistoryCursor | null): SQL {
  const key = sql`lpad(v.version::text, 10, '0') collate "C"`;
  return sql`(
    select p.rank, p.key, p.at, p.version, 'development' as environment, null::int as replaced, p.actor_id,
      null as requested_by, bound.connection_id
    from (
      select 0 as rank, ${key} as key, v.published_at as at, v.version, v.published_by as actor_id
      from object_versions v
      where v.account_id = ${accountId} and v.object_id = ${objectId} ${before(cursor, { at: sql`v.published_at`, rank: 0, key })}
      order by v.published_at desc, key desc limit ${historyPageSize + 1}
    ) p
    left join lateral (
      select e.data ->> 'connectionId' as connection_id from audit_events e
      where e.account_id = ${accountId} and e.subject_id = ${objectId} and e.action = 'object.bound'
        and e.at between p.at and p.at + interval '1 minute'
        and e.data ->> 'environment' = 'development' and e.data ->> 'version' = p.version::text
      order by e.at limit 1
    ) bound on true
  )`;
}

function deployed({ accountId }: Actor, objectId: string, cursor: HistoryCursor | null): SQL {
  const key = sql`e.id::text collate "C"`;
  return sql`(
    select 1 as rank, ${key} as key, e.at, (e.data ->> 'version')::int as version, e.data ->> 'environment' as environment,
      (e.data #>> '{replaced,version}')::int as replaced, e.actor_id,
      e.data ->> 'requestedBy' as requested_by, e.data ->> 'connectionId' as connection_id
    from audit_events e
    where e.account_id = ${accountId} and e.subject_id = ${objectId} and e.action = 'object.bound'
      and e.data ->> 'environment' <> 'development' ${before(cursor, { at: sql`e.at`, rank: 1, key })}
    order by e.at desc, key desc limit ${historyPageSize + 1}
  )`;
}

/** The first condition is for the index, which knows the time alone. */
function before(cursor: HistoryCursor | null, own: { at: SQL; rank: 0 | 1; key: SQL }): SQL {
  if (cursor === null) return sql``;
  return sql`and ${own.at} <= ${cursor.at}::timestamptz
    and (${own.at}, ${own.rank}::int, ${own.key}) < (${cursor.at}::timestamptz, ${cursor.rank}::int, ${cursor.key}::text)`;
}

function entryOf(row: z.output<typeof stored>): HistoryEntry {
  const { rank, key, connectionId, connectionName, visible, ...entry } = row;
  return {
    ...entry,
    id: key,
    kind: rank === 0 ? "published" : "deployed",
    connection:
      connectionId === null || connectionName === null
        ? null
        : { id: connectionId, name: connectionName, visible: visible === true },
  };
}

/** A published version with what it made different. Throws AppError `not_found`. */
export async function findVersionDetail(actor: Actor, input: FindVersionInput): Promise<VersionDetail> {
  const { objectId, version } = input;
  await requireSeen(actor, objectId);
  const [found, previous, published] = await Promise.all([
    findVersion(actor, input),
    version > 1 ? findVersion(actor, { objectId, version: version - 1 }) : null,
    findPublished(actor, input),
  ]);
  if (found === null || published === null) {
    throw new AppError("not_found", `This object has no version ${version}. Reload its history.`);
  }
  const changes = previous === null ? null : differenceBetween(found.definition, previous.definition);
  return { ...found, ...published, changes };
}

async function findPublished({ accountId }: Actor, { objectId, version }: FindVersionInput) {
  const [found] = await db()
    .select({ at: objectVersions.publishedAt, by: users.name })
    .from(objectVersions)
    .innerJoin(users, eq(users.id, objectVersions.publishedBy))
    .where(
      and(
        eq(objectVersions.accountId, accountId),
        eq(objectVersions.objectId, objectId),
        eq(objectVersions.version, version),
      ),
    );
  return found === undefined ? null : { publishedAt: found.at.toISOString(), publishedBy: found.by };
}

async function requireSeen(actor: Actor, objectId: string): Promise<void> {
  const [object] = await db()
    .select({ appId: externalDataObjects.appId })
    .from(externalDataObjects)
    .where(and(eq(externalDataObjects.accountId, actor.accountId), eq(externalDataObjects.id, objectId)));
  const app = object === undefined ? null : await findAppFacts(actor, object.appId);
  authorizeInApp(actor, "object.see", app, "external data object");
}
