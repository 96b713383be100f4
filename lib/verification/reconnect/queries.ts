import { and, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { auditEvents, objectBindings, objectVersions, users } from "@/db/schema";
import { AppError } from "../../errors";
import { boundTo, linkedTo } from "../../objects/linked/queries";
import { type ObjectDefinition, objectDefinition } from "../../objects/schema";
import type { Actor, Environment } from "../../policy";
import type { Rehearsed } from "./rehearsed";

type Connection = { id: string; accountId: string; environment: Environment };
export type Linked = Omit<Rehearsed, "rehearsal"> & { definition: ObjectDefinition };

/** Every version that is bound to a connection, seen by the actor or not. */
export async function listLinked(actor: Actor, connection: Connection): Promise<Linked[]> {
  const found = await linkedTo(connection, actor, { definition: objectVersions.definition });
  return found.map(({ definition, ...object }) => ({ ...object, definition: objectDefinition.parse(definition) }));
}

/** Whether nothing is bound to a held connection that was not rehearsed. What was unbound meanwhile does not matter. */
export async function isAllRehearsed(
  tx: Transaction,
  connection: Connection,
  rehearsed: readonly { id: string; version: number }[],
): Promise<boolean> {
  const tried = new Map(rehearsed.map(({ id, version }) => [id, version]));
  const bound = await tx
    .select({ id: objectBindings.objectId, version: objectBindings.version })
    .from(objectBindings)
    .where(boundTo(connection));
  return bound.every(({ id, version }) => tried.get(id) === version);
}

/** Says whose reconnect came first. */
export async function reconnectedMeanwhile(
  tx: Transaction,
  connection: Pick<Connection, "id" | "accountId">,
): Promise<AppError> {
  const [last] = await tx
    .select({ by: users.name })
    .from(auditEvents)
    .innerJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        eq(auditEvents.accountId, connection.accountId),
        eq(auditEvents.subjectId, connection.id),
        eq(auditEvents.action, "connection.reconnected"),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  const who = last?.by ?? "Somebody";
  return new AppError(
    "conflict",
    `${who} reconnected this connection while yours was being verified, and theirs is in place. Reconnect again to replace it.`,
  );
}
