import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { users } from "@/db/schema";
import { listSuperAdminNames } from "../../connections/queries";
import { AppError } from "../../errors";
import { beginningWith, containing } from "../../like";
import type { Actor } from "../../policy";
import type { PeopleFound } from "./schema";

/** People found at a time. */
const foundLimit = 20;

/**
 * Active users of the account by part of their name or e-mail, best first. `already` is SQL over the row of `users` at
 * hand. The caller has checked that the actor may add people.
 */
export async function findPeople(actor: Actor, q: string, already: SQL<boolean>): Promise<PeopleFound> {
  const wanted = q.normalize("NFC").trim().toLowerCase();
  const found = await db()
    .select({ id: users.id, name: users.name, email: users.email, already })
    .from(users)
    .where(
      and(
        eq(users.accountId, actor.accountId),
        eq(users.status, "active"),
        wanted === "" ? undefined : sql`${users.searchKey} like ${containing(wanted)}`,
      ),
    )
    // Those whose name begins with it first; people who are there already last.
    .orderBy(already, sql`${users.searchKey} not like ${beginningWith(wanted)}`, asc(users.name), asc(users.id))
    .limit(foundLimit + 1);
  return {
    people: found.slice(0, foundLimit),
    more: found.length > foundLimit,
    canInvite: found.length === 0 ? await listSuperAdminNames(actor) : [],
  };
}

/**
 * Holds these people until the transaction ends, so that nobody is deactivated between this look and what is stored.
 * Throws AppError `conflict` when one of them is not an active user of the account.
 */
export async function holdActiveUsers(tx: Transaction, actor: Actor, userIds: readonly string[]): Promise<string[]> {
  const active = await holdThoseActive(tx, actor, userIds);
  if (active.length === userIds.length) return active;
  throw new AppError(
    "conflict",
    "Nobody was added: one of these people is no longer an active user of this account. Search again.",
  );
}

/** As `holdActiveUsers`, for who has words of their own about those who are missing. */
export async function holdThoseActive(tx: Transaction, actor: Actor, userIds: readonly string[]): Promise<string[]> {
  const active = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.accountId, actor.accountId), inArray(users.id, [...userIds]), eq(users.status, "active")))
    .orderBy(asc(users.id))
    .for("share");
  return active.map(({ id }) => id);
}
