import { and, eq, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { accounts, users } from "@/db/schema";
import type { Actor } from "../policy";
import type { SessionClaims } from "./session-token";

/** Who is acting, and in which time zone they read; null follows their browser. */
export type SessionActor = Actor & { timeZone: string | null };

/** The user of a session as they are now; null when deactivated, gone, or when the session's epoch is over. */
export async function findSessionActor({ userId, epoch }: SessionClaims): Promise<SessionActor | null> {
  const [actor] = await sessionActor(db()).execute({ userId, epoch });
  return actor ?? null;
}

const statements = new WeakMap<Database, ReturnType<typeof prepareSessionActor>>();

// Prepared, because every request asks this first.
function sessionActor(at: Database) {
  const statement = statements.get(at) ?? prepareSessionActor(at);
  statements.set(at, statement);
  return statement;
}

function prepareSessionActor(at: Database) {
  return at
    .select({
      id: users.id,
      accountId: users.accountId,
      name: users.name,
      email: users.email,
      role: users.role,
      timeZone: users.timeZone,
    })
    .from(users)
    .where(
      and(
        eq(users.id, sql.placeholder("userId")),
        eq(users.status, "active"),
        eq(users.sessionEpoch, sql.placeholder("epoch")),
      ),
    )
    .prepare("session_actor");
}

/** Another active user of an account, as somebody to decide about; null when there is none. */
export async function findActiveUser(
  at: Database | Transaction,
  { accountId, id }: { accountId: string; id: string },
): Promise<Actor | null> {
  const [user] = await at
    .select({ id: users.id, accountId: users.accountId, name: users.name, email: users.email, role: users.role })
    .from(users)
    .where(and(eq(users.accountId, accountId), eq(users.id, id), eq(users.status, "active")));
  return user ?? null;
}

let accountSeen = false;

/** Whether set-up is done. It is never undone, so that a yes is remembered. */
export async function hasAccount(): Promise<boolean> {
  if (accountSeen) return true;
  const [account] = await db().select({ id: accounts.id }).from(accounts).limit(1);
  accountSeen = account !== undefined;
  return accountSeen;
}
