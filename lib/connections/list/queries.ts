import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  lt,
  ne,
  or,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { connectionAdmins, connections } from "@/db/schema";
import { containing } from "../../like";
import { type Actor, answerCreate, type Environment } from "../../policy";
import { vault } from "../../vault";
import { administeredBy, inForce, listSuperAdminNames, rowColumns, toRow, visibleTo, type Who } from "../queries";
import {
  type CappedCount,
  type ConnectionPage,
  type ConnectionRow,
  type ConnectionStatus,
  countCap,
  type ListInput,
  nameKey,
  pageSize,
  type SortColumn,
} from "../schema";
import { type Cursor, readCursor, writeCursor } from "./cursor";

const sortColumns = {
  name: connections.nameKey,
  connector: connections.connector,
  created_at: connections.createdAt,
  modified_at: connections.modifiedAt,
  shared_with: connections.adminCount,
  objects: connections.linkedObjectCount,
} as const satisfies Record<SortColumn, unknown>;

/** What the actor sees of an environment: a page of rows, and counts beside it. */
export async function listConnections(actor: Actor, input: ListInput): Promise<ConnectionPage> {
  const { keyIds } = await vault();
  const [page, counts, created, superAdmins] = await Promise.all([
    loadPage(actor, input, keyIds),
    countConnections(actor, input, keyIds),
    input.created === undefined ? null : findCreated(actor, input, input.created, keyIds),
    answerCreate(actor, input.environment, []).allowed ? [] : listSuperAdminNames(actor),
  ]);
  const mayCreate = answerCreate(actor, input.environment, superAdmins);
  return {
    ...page,
    ...counts,
    rows: created === null ? page.rows : page.rows.filter((row) => row.id !== created.id),
    created,
    createRefusal: mayCreate.allowed || !("reason" in mayCreate) ? null : mayCreate.reason,
  };
}

type Page = Pick<ConnectionPage, "rows" | "next" | "previous">;

/** One round trip: a page of rows with their first admins. */
export async function loadPage(actor: Actor, input: ListInput, keyIds: readonly string[]): Promise<Page> {
  const after = readCursor(input.sort, input.after);
  const before = after === null ? readCursor(input.sort, input.before) : null;
  const found = await selectRows(actor, input, keyIds, { cursor: after ?? before, backwards: before !== null });
  const more = found.length > pageSize;
  const kept = found.slice(0, pageSize);
  // Nothing further back, or nothing left after: the first page says more than a short or an empty one.
  if ((before !== null && !more) || (after !== null && kept.length === 0)) {
    return loadPage(actor, { ...input, after: undefined, before: undefined }, keyIds);
  }
  if (before !== null) kept.reverse();
  const [first, last] = [kept[0], kept[kept.length - 1]];
  const cursorAt = (row: (typeof kept)[number]) =>
    writeCursor(input.sort, { value: sortedValue(input.sort, row), id: row.id });
  return {
    rows: kept.map((row) => toRow(actor, row, keyIds)),
    next: last !== undefined && (before !== null || more) ? cursorAt(last) : null,
    previous: first !== undefined && (after !== null || (before !== null && more)) ? cursorAt(first) : null,
  };
}

type Row = Awaited<ReturnType<typeof selectRows>>[number];

function sortedValue(sort: SortColumn, row: Row): string | number {
  const values = {
    name: row.nameKey,
    connector: row.connector,
    created_at: row.createdAt.toISOString(),
    modified_at: row.modifiedAt.toISOString(),
    shared_with: row.adminCount,
    objects: row.objectCount,
  } as const satisfies Record<SortColumn, string | number>;
  return values[sort];
}

type Place = { cursor: Cursor | null; backwards: boolean };

function selectRows(actor: Actor, input: ListInput, keyIds: readonly string[], { cursor, backwards }: Place) {
  const shape = {
    sort: input.sort,
    ascending: (input.direction === "asc") !== backwards,
    hasCursor: cursor !== null,
    ownRows: seesOnlyShared(actor, input),
  };
  const filter = matching(actor, input, keyIds);
  const statement = filter === undefined ? remembered(shape) : prepareRows(shape, filter);
  const { id, accountId } = actor;
  return statement.execute({ id, accountId, environment: input.environment, value: cursor?.value, after: cursor?.id });
}

type Shape = { sort: SortColumn; ascending: boolean; hasCursor: boolean; ownRows: boolean };

/** Values that every page of rows has, by their places in the statement. */
const at = {
  id: sql.placeholder("id"),
  accountId: sql.placeholder("accountId"),
  environment: sql.placeholder("environment"),
  value: sql.placeholder("value"),
  after: sql.placeholder("after"),
};

// Prepared: planning this query costs more than running it.
function prepareRows({ sort, ascending, hasCursor, ownRows }: Shape, filter: SQL | undefined) {
  const direction = ascending ? asc : desc;
  const columns = rowColumns(at, ownRows ? sql<boolean>`true` : administeredBy(at));
  const where = and(inEnvironment(at), hasCursor ? past(sort, ascending) : undefined, filter);
  const query = ownRows
    ? db().select(columns).from(sharedWith(at)).where(where)
    : db().select(columns).from(connections).where(where);
  return query
    .orderBy(direction(sortColumns[sort]), sql`${direction(connections.id)}${limitOf(pageSize + 1)}`)
    .prepare("connections");
}

/** Statements without filters, of which there are few: putting their text together costs half as much as running them. */
const statements = new WeakMap<Database, Map<string, ReturnType<typeof prepareRows>>>();

function remembered(shape: Shape): ReturnType<typeof prepareRows> {
  const known = statements.get(db()) ?? new Map<string, ReturnType<typeof prepareRows>>();
  statements.set(db(), known);
  const key = Object.values(shape).join();
  const statement = known.get(key) ?? prepareRows(shape, undefined);
  known.set(key, statement);
  return statement;
}

/** Written out: with a parameter for a limit PostgreSQL plans a prepared statement anew at every execution. */
function limitOf(rows: number): SQL {
  return sql.raw(` limit ${rows}`);
}

/** Rows after the cursor in the direction of reading, as a row comparison that the sort's index answers. */
function past(sort: SortColumn, ascending: boolean): SQL {
  const column = sortColumns[sort];
  const value = sort === "created_at" || sort === "modified_at" ? sql`${at.value}::timestamptz` : sql`${at.value}`;
  return sql`(${column}, ${connections.id}) ${ascending ? sql`>` : sql`<`} (${value}, ${at.after})`;
}

/** Members see only what is shared with them, so their list starts from their own rows of admins, however many others there are. */
function seesOnlyShared(actor: Actor, { show }: ListInput): boolean {
  return actor.role === "member" || show === "shared";
}

/** More than anybody administers: PostgreSQL's largest integer. */
const everything = 2_147_483_647;

/**
 * What is shared with the actor, in the place of the whole table. The limit keeps it apart: otherwise the planner may walk
 * a sort's index past everybody else's connections to find the few.
 */
function sharedWith(actor: Who) {
  return db()
    .select(getTableColumns(connections))
    .from(connectionAdmins)
    .innerJoin(connections, eq(connections.id, connectionAdmins.connectionId))
    .where(and(eq(connectionAdmins.userId, actor.id), inForce))
    .limit(everything)
    .as("connections");
}

type Where = { accountId: string | Placeholder; environment: Environment | Placeholder };

function inEnvironment({ accountId, environment }: Where): SQL | undefined {
  return and(eq(connections.accountId, accountId), eq(connections.environment, environment));
}

function matching(actor: Actor, { q, connector, status, show }: ListInput, keyIds: readonly string[]): SQL | undefined {
  const wanted = nameKey(q);
  return and(
    wanted === "" ? undefined : sql`${connections.nameKey} like ${containing(wanted)}`,
    connector.length === 0 ? undefined : inArray(connections.connector, connector),
    status.length === 0 ? undefined : or(...status.map((one) => inStatus(one, keyIds))),
    show === "created" ? eq(connections.createdBy, actor.id) : undefined,
    show === "shared" ? ne(connections.createdBy, actor.id) : undefined,
  );
}

/** `statusOf` as SQL; a test holds them against each other. */
function inStatus(status: ConnectionStatus, keyIds: readonly string[]): SQL | undefined {
  const administered = gt(connections.adminCount, 0);
  const sealedNow = eq(connections.credentialsState, "ok");
  switch (status) {
    case "needs_an_admin":
      return eq(connections.adminCount, 0);
    case "connected":
      return and(administered, sealedNow, inArray(connections.credentialsKeyId, [...keyIds]));
    case "needs_reconnecting":
      return and(
        administered,
        or(inArray(connections.credentialsState, ["unreadable", "refused"]), and(sealedNow, outside(keyIds))),
      );
  }
}

/** Keys that are not in the keyring, as the ranges between its ids: an index can answer those, and not a "not in". */
function outside(keyIds: readonly string[]): SQL | undefined {
  const key = connections.credentialsKeyId;
  const edges = [undefined, ...keyIds];
  return or(
    ...edges.map((low, at) => {
      const high = keyIds[at];
      return and(low === undefined ? undefined : gt(key, low), high === undefined ? undefined : lt(key, high));
    }),
  );
}

/** One round trip: how many match, and how many there are by status, each counted no further than the cap. */
async function countConnections(
  actor: Actor,
  input: ListInput,
  keyIds: readonly string[],
): Promise<Pick<ConnectionPage, "total" | "byStatus">> {
  const all: ListInput = { ...input, q: "", connector: [], status: [], show: "all" };
  const capped = (where: SQL | undefined, scope: ListInput) => {
    const shared = seesOnlyShared(actor, scope);
    const rows = shared
      ? db()
          .select({ one: sql`1` })
          .from(sharedWith(actor))
          .where(and(inEnvironment({ ...actor, ...scope }), where))
      : db()
          .select({ one: sql`1` })
          .from(connections)
          .where(and(inEnvironment({ ...actor, ...scope }), where));
    return sql<number>`(select count(*)::int from (${rows.getSQL()}${limitOf(countCap + 1)}) found)`;
  };
  const [counts] = await db()
    .select({
      total: capped(matching(actor, input, keyIds), input),
      connected: capped(inStatus("connected", keyIds), all),
      needsReconnecting: capped(inStatus("needs_reconnecting", keyIds), all),
      needsAnAdmin: capped(inStatus("needs_an_admin", keyIds), all),
    })
    .from(sql`(select) nothing`)
    .prepare("connection_counts")
    .execute();
  if (counts === undefined) throw new Error("A count gave no row.");
  return {
    total: cap(counts.total),
    byStatus: {
      connected: cap(counts.connected),
      needs_reconnecting: cap(counts.needsReconnecting),
      needs_an_admin: cap(counts.needsAnAdmin),
    },
  };
}

function cap(counted: number): CappedCount {
  return { count: Math.min(counted, countCap), capped: counted > countCap };
}

/** The row just created by the actor, whatever the filters; null when it is older than an hour or not theirs to see. */
async function findCreated(
  actor: Actor,
  input: ListInput,
  id: string,
  keyIds: readonly string[],
): Promise<ConnectionRow | null> {
  if (input.after !== undefined || input.before !== undefined) return null;
  const [row] = await db()
    .select(rowColumns(actor, administeredBy(actor)))
    .from(connections)
    .where(
      and(
        eq(connections.id, id),
        visibleTo(actor),
        inEnvironment({ ...actor, ...input }),
        eq(connections.createdBy, actor.id),
        sql`${connections.createdAt} > now() - interval '1 hour'`,
      ),
    );
  return row === undefined ? null : toRow(actor, row, keyIds);
}
