import { and, asc, desc, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { appMembers, apps } from "@/db/schema";
import { nameKey } from "../../connections/schema";
import { readCursor, writeCursor } from "../../cursor";
import { containing } from "../../like";
import { type Actor, abilitiesIn, ask } from "../../policy";
import { appVisibleTo, managers, withMembership } from "../queries";
import { type AppRow, type AppsPage, appsPageSize, type ListAppsInput } from "../schema";

/** The list has one's own apps first, then those that a super admin sees without being a member; each by name. */
const parts = ["own", "others"] as const;
type Part = (typeof parts)[number];

const cursorShape = z.tuple([z.enum(parts), z.string().max(200), z.uuid()]);
type Cursor = z.output<typeof cursorShape>;

/** A page of the apps that the actor may see. A cursor that somebody made up begins at the first page. */
export async function listApps(actor: Actor, input: ListAppsInput): Promise<AppsPage> {
  const after = parseCursor(actor, input.after);
  const before = after === null ? parseCursor(actor, input.before) : null;
  const found = await collect(actor, input.q, after ?? before, before !== null);
  const more = found.length > appsPageSize;
  const kept = found.slice(0, appsPageSize);
  // Nothing further back, or nothing left after: the first page says more than a short or an empty one.
  if ((before !== null && !more) || (after !== null && kept.length === 0)) return listApps(actor, { q: input.q });
  if (before !== null) kept.reverse();
  const [first, last] = [kept[0], kept.at(-1)];
  return {
    rows: kept.map((row) => toAppRow(actor, row)),
    next: last !== undefined && (before !== null || more) ? cursorAt(last) : null,
    previous: first !== undefined && (after !== null || before !== null) ? cursorAt(first) : null,
  };
}

function partsFor({ role }: Actor): readonly Part[] {
  return role === "super_admin" ? parts : ["own"];
}

function parseCursor(actor: Actor, written: string | undefined): Cursor | null {
  if (written === undefined) return null;
  const parsed = cursorShape.safeParse(readCursor(written));
  return parsed.success && partsFor(actor).includes(parsed.data[0]) ? parsed.data : null;
}

function cursorAt({ level, nameKey, id }: Row): string {
  const place: Cursor = [level === null ? "others" : "own", nameKey, id];
  return writeCursor(place);
}

/** One row more than a page has, going on from the cursor through one part of the list after the other. */
async function collect(actor: Actor, q: string, cursor: Cursor | null, backwards: boolean): Promise<Row[]> {
  const order = backwards ? [...partsFor(actor)].reverse() : partsFor(actor);
  const found: Row[] = [];
  for (const part of order.slice(cursor === null ? 0 : order.indexOf(cursor[0]))) {
    const missing = appsPageSize + 1 - found.length;
    const from = cursor?.[0] === part ? cursor : null;
    if (missing > 0) found.push(...(await selectRows(actor, { part, q, from, backwards, limit: missing })));
  }
  return found;
}

type Row = Awaited<ReturnType<typeof selectRows>>[number];
type Wanted = { part: Part; q: string; from: Cursor | null; backwards: boolean; limit: number };

function selectRows(actor: Actor, { part, q, from, backwards, limit }: Wanted) {
  const members = sql`(select count(*)::int from app_members m where m.app_id = ${apps.id})`;
  // Drafts exist for those who manage the app alone.
  const objects = sql`(
    select count(*)::int from external_data_objects o where o.account_id = ${apps.accountId} and o.app_id = ${apps.id}
      and (${appMembers.level} = 'manage' or exists (select from object_versions v where v.object_id = o.id))
  )`;
  const direction = backwards ? desc : asc;
  return db()
    .select({
      id: apps.id,
      accountId: apps.accountId,
      name: apps.name,
      nameKey: apps.nameKey,
      description: apps.description,
      level: appMembers.level,
      memberCount: sql<number>`${members}`,
      objectCount: sql<number>`${objects}`,
      managers: sql<string[]>`${managers}`,
    })
    .from(apps)
    .leftJoin(appMembers, withMembership(actor))
    .where(
      and(
        appVisibleTo(actor),
        part === "own" ? isNotNull(appMembers.userId) : isNull(appMembers.userId),
        from === null ? undefined : past(from, backwards),
        matching(q),
      ),
    )
    .orderBy(direction(apps.nameKey), direction(apps.id))
    .limit(limit);
}

function past([, name, id]: Cursor, backwards: boolean): SQL {
  const place = sql`(${apps.nameKey}, ${apps.id})`;
  return backwards ? sql`${place} < (${name}, ${id}::uuid)` : sql`${place} > (${name}, ${id}::uuid)`;
}

function matching(q: string): SQL | undefined {
  const wanted = nameKey(q);
  return wanted === "" ? undefined : sql`${apps.nameKey} like ${containing(wanted)}`;
}

function toAppRow(actor: Actor, { accountId, managers: names, nameKey: _, ...app }: Row): AppRow {
  return {
    ...app,
    abilities: abilitiesIn(actor, { accountId, level: app.level, managers: names }),
    ask: ask(names),
  };
}
