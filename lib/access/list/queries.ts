import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { connectionAdmins, connections } from "@/db/schema";
import { lastReview } from "@/db/schema/connections";
import { inForce } from "../../connections/queries";
import { knownConnector } from "../../connections/status";
import * as cursors from "../../cursor";
import { type Actor, authorizeUserAdministration } from "../../policy";
import { type ListReviewsInput, type Review, type ReviewsPage, reviewsPageSize } from "../schema";

const sorted = lastReview(connections.reviewedAt);

/** Connections by when their access was last reviewed, never first. Throws AppError `forbidden`. */
export async function listReviews(actor: Actor, input: ListReviewsInput): Promise<ReviewsPage> {
  authorizeUserAdministration(actor);
  const after = readCursor(input.after);
  const before = after === null ? readCursor(input.before) : null;
  const isBackwards = before !== null;
  const found = await selectRows(actor, input, after ?? before, isBackwards);
  const more = found.length > reviewsPageSize;
  const kept = found.slice(0, reviewsPageSize);
  // Nothing further back, or nothing left after: the first page says more than a short or an empty one.
  if ((isBackwards && !more) || (after !== null && kept.length === 0)) {
    return listReviews(actor, { ...input, after: undefined, before: undefined });
  }
  if (isBackwards) kept.reverse();
  const [first, last] = [kept[0], kept.at(-1)];
  return {
    rows: kept.map(({ reviewedAt, connector, by, entries, ...row }) => ({
      ...row,
      connector: knownConnector(connector),
      review: reviewOf(reviewedAt, by, entries),
    })),
    next: last !== undefined && (isBackwards || more) ? cursorAt(last) : null,
    previous: first !== undefined && (after !== null || isBackwards) ? cursorAt(first) : null,
  };
}

function reviewOf(at: Date | null, by: string | null, entries: number | null): Review | null {
  return at === null || by === null || entries === null ? null : { at: at.toISOString(), by, entries };
}

const never = "-infinity";
type Cursor = readonly [at: string, id: string];
const cursor = z.tuple([z.iso.datetime().or(z.literal(never)), z.uuid()]);

function cursorAt({ reviewedAt, id }: { reviewedAt: Date | null; id: string }): string {
  return cursors.writeCursor([reviewedAt?.toISOString() ?? never, id]);
}

function readCursor(written: string | undefined): Cursor | null {
  return written === undefined ? null : (cursor.safeParse(cursors.readCursor(written)).data ?? null);
}

function selectRows(actor: Actor, { environment }: ListReviewsInput, from: Cursor | null, isBackwards: boolean) {
  const direction = isBackwards ? desc : asc;
  const past = from === null ? undefined : pastOf(from, isBackwards);
  const count = sql`(
    select count(*)::int from ${connectionAdmins} where ${connectionAdmins.connectionId} = ${connections.id} and ${inForce}
  )`;
  const last = (column: SQL) => sql`(
    select ${column} from access_reviews r join users u on u.id = r.reviewed_by
    where r.account_id = ${connections.accountId} and r.connection_id = ${connections.id}
    order by r.reviewed_at desc, r.id desc limit 1
  )`;
  // Inside another template, because drizzle takes the table's name off columns that stand in a selection themselves.
  return db()
    .select({
      id: connections.id,
      name: connections.name,
      connector: connections.connector,
      reviewedAt: connections.reviewedAt,
      admins: sql<number>`${count}`,
      by: sql<string | null>`${last(sql`u.name`)}`,
      entries: sql<number | null>`${last(sql`r.entries`)}`,
    })
    .from(connections)
    .where(and(eq(connections.accountId, actor.accountId), eq(connections.environment, environment), past))
    .orderBy(direction(sorted), direction(connections.id))
    .limit(reviewsPageSize + 1);
}

function pastOf([at, id]: Cursor, isBackwards: boolean): SQL {
  return sql`(${sorted}, ${connections.id}) ${isBackwards ? sql`<` : sql`>`} (${at}::timestamptz, ${id}::uuid)`;
}
