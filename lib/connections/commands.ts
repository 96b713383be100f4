import { and, desc, eq, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { violatedConstraint } from "@/db/failures";
import { auditEvents, connections, users } from "@/db/schema";
import { record } from "../audit/commands";
import { AppError } from "../errors";
import { linkedObjects } from "../objects/linked/queries";
import { type Actor, authorize, type Environment } from "../policy";
import { keptSessions } from "./kept-sessions";
import { lockConnection } from "./queries";
import { type LinkedObjects, nameKey, type RenameInput } from "./schema";

/**
 * Gives a connection another name. Throws AppError `not_found`, `forbidden`, and `conflict` when the name is taken or was
 * changed by somebody else since the browser saw it.
 */
export async function renameConnection(actor: Actor, input: RenameInput): Promise<{ id: string; name: string }> {
  return nameGuard(input.name, null, () =>
    db().transaction(async (tx) => {
      const connection = authorize(
        actor,
        "connection.rename",
        await lockConnection(tx, actor, input.id, "no key update"),
      );
      if (connection.name === input.name) return { id: connection.id, name: connection.name };
      if (connection.name !== input.previousName) throw await renamedMeanwhile(tx, connection);
      await tx
        .update(connections)
        .set({ name: input.name, nameKey: nameKey(input.name), modifiedAt: new Date() })
        .where(eq(connections.id, connection.id));
      const by = { accountId: actor.accountId, actorId: actor.id };
      const data = { from: connection.name, to: input.name };
      await record(tx, by, connection.id, { action: "connection.renamed", data });
      return { id: connection.id, name: input.name };
    }),
  );
}

async function renamedMeanwhile(tx: Transaction, connection: { id: string; accountId: string; name: string }) {
  const [last] = await tx
    .select({ by: users.name })
    .from(auditEvents)
    .innerJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        eq(auditEvents.accountId, connection.accountId),
        eq(auditEvents.subjectId, connection.id),
        eq(auditEvents.action, "connection.renamed"),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  const who = last?.by ?? "Somebody";
  return new AppError(
    "conflict",
    `${who} renamed this connection to "${connection.name}" in the meantime. Look at it again before you rename it.`,
  );
}

/** Runs what stores a name, and says in words when the name is taken. `environment` null: the sentence does without it. */
export async function nameGuard<T>(name: string, environment: Environment | null, store: () => Promise<T>): Promise<T> {
  try {
    return await store();
  } catch (error) {
    if (violatedConstraint(error) !== "connections_name_key") throw error;
    throw nameTaken(name, environment);
  }
}

const places = { development: "Development", test: "Test", production: "Production" } as const;

export function nameTaken(name: string, environment: Environment | null): AppError {
  const place = environment === null ? "this environment" : places[environment];
  const sentence = `A connection named "${name}" is already in ${place}. Choose another name.`;
  return new AppError("conflict", sentence, { fields: { name: sentence } });
}

type Deletion = { deleted: true } | { deleted: false; linked: LinkedObjects };

/** Deletes a connection that no object uses; otherwise says which do. Throws AppError `not_found`, `forbidden`. */
export async function deleteConnection(actor: Actor, { id }: { id: string }): Promise<Deletion> {
  for (;;) {
    if (await deleteUnlinked(actor, id)) return { deleted: true };
    const linked = await linkedObjects(actor, id);
    // The last object can be deleted between the refusal and the question: then there is nothing to refuse with.
    if (linked.total > 0) return { deleted: false, linked };
  }
}

async function deleteUnlinked(actor: Actor, id: string): Promise<boolean> {
  try {
    await db().transaction(async (tx) => {
      const connection = authorize(actor, "connection.delete", await lockConnection(tx, actor, id, "update"));
      await tx.delete(connections).where(sql`${connections.id} = ${connection.id}`);
      const { name, connector, environment } = connection;
      const by = { accountId: actor.accountId, actorId: actor.id };
      await record(tx, by, id, { action: "connection.deleted", data: { name, connector, environment } });
    });
    keptSessions().drop(id);
    return true;
  } catch (error) {
    if (violatedConstraint(error) === "object_bindings_connection_fk") return false;
    throw error;
  }
}
