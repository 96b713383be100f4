import { and, eq, type SQL, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { objectBindings } from "@/db/schema";
import { record } from "../../audit/commands";
import { type OpenedObject, withSession } from "../../connections/sessions";
import { connectors } from "../../connectors/connectors";
import { ConnectorFailure } from "../../connectors/failures";
import type { TableSight } from "../../connectors/rows";
import { AppError } from "../../errors";
import type { Actor, Environment } from "../../policy";
import { lockObject } from "../commands";
import { beginDraft, holdForDraft } from "../edits/commands";
import { rehearse } from "../rehearsal/rehearse";
import { withinLimit } from "../rehearsal/within-limit";
import { findVersion } from "../versions/queries";
import { repairOf } from "./repair";
import { driftWords, reportOf } from "./report";
import type { CheckTableInput, RepairInput, RepairOutcome, TableCheck } from "./schema";

/**
 * Holds the version that is bound in an environment against its table, and remembers whether it still works. Throws
 * AppError `not_found`, `forbidden`, `conflict` when something else is bound meanwhile, and what the external server does.
 */
export async function checkTable(actor: Actor, input: CheckTableInput, signal: AbortSignal): Promise<TableCheck> {
  const { opened, table } = await readTable(actor, input, signal);
  const { object, definition, connector } = opened;
  const latest = await requireLatest(actor, input.objectId);
  const bound = { version: object.version, definition };
  const report = reportOf(bound, latest, table, connectors[connector].grantStatement);
  const isMarked = await db().transaction(async (tx) => {
    await lockObject(tx, actor, input.objectId, "object.check");
    return mark(tx, opened, input.environment, report.outcome === "failed" ? new Date() : null);
  });
  if (isMarked) return report;
  throw new AppError("conflict", "Something else was deployed there in the meantime. Check the table again.");
}

/**
 * Makes the latest version a draft that fits the table as it is in an environment. Throws as `checkTable`, and `conflict`
 * where no draft can be made of the table.
 */
export async function repairAsDraft(actor: Actor, input: RepairInput, signal: AbortSignal): Promise<RepairOutcome> {
  const { objectId, replaces } = input;
  const { table } = await readTable(actor, input, signal);
  const { definition } = await requireLatest(actor, objectId);
  const repair = repairOf(definition, table);
  if ("refusal" in repair) throw new AppError("conflict", "No draft can be made of the table. Check it to see why.");
  return db().transaction(async (tx) => {
    const held = await holdForDraft(tx, actor, objectId);
    const { name, appId, existing } = held;
    if (existing !== null && replaces !== existing.revision) {
      return { outcome: "draft_exists", revision: existing.revision, by: existing.by };
    }
    const revision = await beginDraft(tx, actor, held, repair.draft);
    const by = { accountId: actor.accountId, actorId: actor.id };
    const data = { name, appId, environment: input.environment };
    await record(tx, by, objectId, { action: "object.repaired", data });
    return { outcome: "made", revision };
  });
}

/**
 * Looks at the table after something failed that a changed table can be the reason of: the words for whoever read or
 * wrote, and a mark on the object. Null when the table is not the reason, or cannot be looked at.
 */
export async function noticeDrift(
  opened: OpenedObject,
  environment: Environment,
  cause: unknown,
): Promise<AppError | null> {
  const { session, definition, connector } = opened;
  try {
    const [table = null] = await session.describeAll([definition.table], new AbortController().signal);
    const words = driftWords(rehearse(definition, table, connectors[connector].grantStatement));
    if (words === null) return null;
    await mark(db(), opened, environment, new Date(), notMarkedLately());
    return new AppError("drift", words, cause === null ? {} : { cause });
  } catch (error) {
    if (error instanceof ConnectorFailure) return null;
    throw error;
  }
}

type Read = { opened: OpenedObject; table: TableSight | null };

async function readTable(actor: Actor, { objectId, environment }: CheckTableInput, signal: AbortSignal): Promise<Read> {
  return withinLimit(signal, (limited) =>
    withSession({ by: actor, ability: "object.check", objectId, environment }, async (opened) => {
      const [table = null] = await opened.session.describeAll([opened.definition.table], limited);
      return { opened, table };
    }),
  );
}

async function requireLatest(actor: Actor, objectId: string) {
  const latest = await findVersion(actor, { objectId });
  if (latest === null) throw new AppError("not_found", "This external data object does not exist any more.");
  return latest;
}

/** False when another version or connection is bound by now: what was seen says nothing of that. */
async function mark(
  at: Pick<Transaction, "update">,
  { object, connectionId }: OpenedObject,
  environment: Environment,
  driftedAt: Date | null,
  unless?: SQL,
): Promise<boolean> {
  const marked = await at
    .update(objectBindings)
    .set({ driftedAt })
    .where(
      and(
        eq(objectBindings.accountId, object.accountId),
        eq(objectBindings.objectId, object.id),
        eq(objectBindings.environment, environment),
        eq(objectBindings.version, object.version),
        eq(objectBindings.connectionId, connectionId),
        unless,
      ),
    )
    .returning({ environment: objectBindings.environment });
  return marked.length > 0;
}

/** Everybody who reads may meet the same: one of them in a minute is enough to write it down. */
function notMarkedLately(): SQL {
  return sql`(${objectBindings.driftedAt} is null or ${objectBindings.driftedAt} < now() - interval '1 minute')`;
}
