import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { users } from "@/db/schema";
import { recordEach, recordOne } from "../../audit/commands";
import { AppError } from "../../errors";
import { notify } from "../../notices/commands";
import { type Actor, authorizeUserAdministration } from "../../policy";
import { requireStillSuperAdmin } from "../super-admins/queries";
import { type Decided, decide, goneFrom } from "./decide";
import { endLinksOf, handRequestsOver, holdRequestedObjects, withdrawRequestsOf } from "./endings/commands";
import { handAppsOver, handConnectionsOver, holdEverythingOf, isAddedSince } from "./hand-over/commands";
import type { Leaver } from "./left/queries";
import { findSole, leftBehind, requireLeaver } from "./queries";
import { type Choices, type Deactivation, nothingChosen } from "./schema";

/** Somebody added the user to a connection or an app between the look and the locks: begin again. */
class AddedMeanwhile extends Error {
  override readonly name = "AddedMeanwhile";
}

const maxTries = 10;

/**
 * Ends a user's access to everything, at once, and hands over what they alone answered for. What was not decided about, or
 * is not what somebody saw when they decided, comes back instead, and nothing happens. Throws AppError `forbidden`,
 * `not_found`, and `conflict` for oneself, who is deactivated already, and whoever cannot take anything over.
 */
export async function deactivateUser(
  actor: Actor,
  { userId, ...chosen }: { userId: string } & Partial<Choices>,
): Promise<Deactivation> {
  authorizeUserAdministration(actor);
  if (userId === actor.id) {
    throw new AppError("conflict", "You cannot deactivate yourself. Ask another super admin.");
  }
  const choices = { ...nothingChosen, ...chosen };
  for (let tries = 1; ; tries += 1) {
    try {
      const outcome = await db().transaction((tx) => deactivate(tx, actor, { userId, choices }));
      return outcome.deactivated ? outcome : { ...outcome, left: await leftBehind(actor, { userId }) };
    } catch (error) {
      if (!(error instanceof AddedMeanwhile) || tries === maxTries) throw error;
    }
  }
}

type Deactivating = { userId: string; choices: Choices };

/** Everything is held in the order that all keep, the users last. */
async function deactivate(tx: Transaction, actor: Actor, { userId, choices }: Deactivating) {
  const leaver = { accountId: actor.accountId, userId };
  await requireStillSuperAdmin(tx, actor, "Nobody was deactivated.");
  const { name } = await requireLeaver(tx, actor, userId);
  await holdEverythingOf(tx, leaver);
  const sole = await findSole(tx, leaver);
  const decided = decide(sole, choices);
  if (decided === null) return { deactivated: false as const, gone: goneFrom(sole, choices) };

  const receivers = [...new Set([...decided.connections, ...decided.apps].map(({ to }) => to))];
  await requireReceivers(tx, leaver, receivers);

  await holdRequestedObjects(tx, leaver);
  const by = actor.id;
  const leftWithoutAdmin = await handConnectionsOver(tx, leaver, { by, handOvers: decided.connections });
  await handAppsOver(tx, leaver, { by, handOvers: decided.apps });
  const requests = await handRequestsOver(tx, leaver, decided.connections);
  const requestsWithdrawn = await withdrawRequestsOf(tx, leaver, actor.id);
  await endLinksOf(tx, leaver, { actorId: actor.id, invitations: choices.invitations });

  await closeUser(tx, leaver, receivers);
  // From here on nobody can add the user, so what is there now is all there will be.
  if (await isAddedSince(tx, userId)) throw new AddedMeanwhile();
  await requireReceivers(tx, leaver, receivers);
  await tell(tx, actor, { userId, name, decided, receivers, requests, leftWithoutAdmin });
  return {
    deactivated: true as const,
    handedOver: { connections: decided.connections.length, apps: decided.apps.length },
    leftWithoutAdmin,
    requestsWithdrawn,
  };
}

/** The user is deactivated, and those who take over are held with them. */
async function closeUser(tx: Transaction, { accountId, userId }: Leaver, receivers: readonly string[]): Promise<void> {
  const both = and(eq(users.accountId, accountId), inArray(users.id, [userId, ...receivers]));
  await tx.select({ id: users.id }).from(users).where(both).orderBy(asc(users.id)).for("no key update");
  await tx
    .update(users)
    .set({ status: "deactivated", deactivatedAt: new Date(), sessionEpoch: sql`${users.sessionEpoch} + 1` })
    .where(eq(users.id, userId));
}

/** Throws AppError `conflict` that names who of them cannot take anything over. */
async function requireReceivers(tx: Transaction, { accountId, userId }: Leaver, ids: readonly string[]): Promise<void> {
  const found = await tx
    .select({ id: users.id, name: users.name, status: users.status })
    .from(users)
    .where(and(eq(users.accountId, accountId), inArray(users.id, [...ids])));
  const able = found.filter(({ id, status }) => status === "active" && id !== userId);
  if (able.length === ids.length) return;
  const who = found.find((user) => !able.includes(user))?.name ?? "Somebody you chose";
  throw new AppError(
    "conflict",
    `${who} is not an active user of this account any more and cannot take anything over. Nobody was deactivated. Choose somebody else.`,
  );
}

type Told = {
  userId: string;
  name: string;
  decided: Decided;
  receivers: readonly string[];
  requests: ReadonlyMap<string, number>;
  leftWithoutAdmin: readonly string[];
};

/** Records all of it, and tells each person who took something over once. */
async function tell(tx: Transaction, actor: Actor, told: Told): Promise<void> {
  const { userId, name, decided, receivers, requests, leftWithoutAdmin } = told;
  const by = { accountId: actor.accountId, actorId: actor.id };
  const { connections, apps } = decided;
  await recordEach(tx, by, [
    ...connections.map(({ id, to }) => ({
      subjectId: id,
      record: { action: "connection.handed_over" as const, data: { from: userId, to } },
    })),
    ...apps.map(({ id, to }) => ({
      subjectId: id,
      record: { action: "app.handed_over" as const, data: { from: userId, to } },
    })),
  ]);
  const event = await recordOne(tx, by, userId, { action: "user.deactivated", data: { leftWithoutAdmin } });
  const counts = { connections: countByReceiver(connections), apps: countByReceiver(apps) };
  for (const receiver of receivers) {
    const data = {
      by: actor.name,
      from: name,
      connections: counts.connections.get(receiver) ?? 0,
      apps: counts.apps.get(receiver) ?? 0,
      requests: requests.get(receiver) ?? 0,
    };
    await notify(tx, event, { kind: "handed_over", data }, [receiver]);
  }
}

function countByReceiver(handOvers: Decided["apps"]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { to } of handOvers) counts.set(to, (counts.get(to) ?? 0) + 1);
  return counts;
}
