import { and, asc, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { connections, externalDataObjects, users } from "@/db/schema";
import { findAppFacts } from "../../apps/queries";
import { administeredBy } from "../../connections/queries";
import { withSession } from "../../connections/sessions";
import type { TableDescription, TableName } from "../../connectors/rows";
import { AppError } from "../../errors";
import { type Actor, authorizeInApp } from "../../policy";
import { columnRule, refuseNewRows, refuseTable } from "../table-rules";
import { findVersion } from "../versions/queries";
import {
  type DescribedTable,
  type DescribeTableInput,
  type DraftDetail,
  type ListTablesInput,
  matchesSearch,
  type OfferedTables,
  objectDraft,
  type UsableConnection,
} from "./schema";

/** Tables beyond these are counted and found by searching. */
export const listedTables = 2_000;

/** Development connections that the actor may use, by name. */
export async function listUsableConnections(actor: Actor): Promise<UsableConnection[]> {
  return db()
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(
      and(
        eq(connections.accountId, actor.accountId),
        eq(connections.environment, "development"),
        administeredBy(actor),
      ),
    )
    .orderBy(asc(connections.nameKey), asc(connections.id));
}

/** The draft of a new object, or of a published one that is being edited. Throws AppError `not_found`, `forbidden`. */
export async function findDraft(actor: Actor, appId: string, objectId: string): Promise<DraftDetail> {
  const what = "external data object";
  const app = authorizeInApp(actor, "object.edit", await findAppFacts(actor, appId), what);
  const [found] = await db()
    .select({
      id: externalDataObjects.id,
      name: externalDataObjects.name,
      description: externalDataObjects.description,
      revision: externalDataObjects.draftRevision,
      draft: externalDataObjects.draft,
      connectionId: connections.id,
      connectionName: connections.name,
      begunBy: users.name,
      begunAt: externalDataObjects.draftBegunAt,
    })
    .from(externalDataObjects)
    .innerJoin(users, eq(users.id, externalDataObjects.draftBegunBy))
    .leftJoin(connections, and(eq(connections.id, externalDataObjects.draftConnectionId), administeredBy(actor)))
    .where(
      and(
        eq(externalDataObjects.accountId, actor.accountId),
        eq(externalDataObjects.appId, appId),
        eq(externalDataObjects.id, objectId),
        isNotNull(externalDataObjects.draft),
      ),
    );
  if (found === undefined || found.begunAt === null) throw authorizeInApp(actor, "object.edit", null, what);
  const { connectionId, connectionName, draft, begunBy, begunAt, ...object } = found;
  return {
    ...object,
    begun: { by: begunBy, at: begunAt.toISOString() },
    live: await findVersion(actor, { objectId }),
    app: { id: app.id, name: app.name },
    draft: objectDraft.parse(draft),
    connection: connectionId === null || connectionName === null ? null : { id: connectionId, name: connectionName },
  };
}

/**
 * What a connection offers, the part of it whose `schema.table` holds the search. Throws AppError `not_found`,
 * `forbidden`, and what the external server does.
 */
export async function listTables(
  actor: Actor,
  input: ListTablesInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<OfferedTables> {
  const { connectionId, search } = input;
  const catalog = await withSession({ by: actor, ability: "connection.use", connectionId }, ({ session }) =>
    session.catalog(signal),
  );
  const found = catalog.filter((table) => matchesSearch(table, search));
  const tables = found.slice(0, listedTables).map((table) => {
    const { schema, name, kind } = table;
    return { schema, name, kind, refusal: refuseTable(table) };
  });
  return { tables, total: found.length };
}

/** A table with what may be decided about each column. Throws as `listTables`, and `drift` when there is no such table. */
export async function describeTable(
  actor: Actor,
  input: DescribeTableInput,
  signal?: AbortSignal,
): Promise<DescribedTable> {
  const table = await requireTable(actor, input.connectionId, input.table, signal);
  const keys = new Set(table.primaryKey.map(({ name }) => name));
  const { schema, name, kind, comment, mayDelete } = table;
  return {
    schema,
    name,
    kind,
    comment,
    mayDelete,
    newRowRefusal: refuseNewRows(table),
    refusal: refuseTable(table),
    columns: table.columns.map((column) => ({
      ...column,
      primaryKey: keys.has(column.name),
      rule: columnRule(column, table),
    })),
  };
}

/** Reads a table live. Throws as `describeTable`. */
export async function requireTable(
  actor: Actor,
  connectionId: string,
  name: TableName,
  signal: AbortSignal = new AbortController().signal,
): Promise<TableDescription> {
  const purpose = { by: actor, ability: "connection.use" as const, connectionId };
  const table = await withSession(purpose, ({ session }) => session.describe(name, signal));
  if (table !== null) return table;
  throw new AppError("drift", "This table does not exist any more, or may not be read. Choose a table again.");
}
