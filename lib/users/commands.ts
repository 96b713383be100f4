import { and, eq, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { newId } from "@/db/ids";
import { accounts, users } from "@/db/schema";
import { record } from "../audit/commands";
import { AppError } from "../errors";
import { hashPassword } from "./password";
import { dropResets } from "./resets/commands";
import type { NewUser } from "./schema";

/**
 * A further user, made by the operator at the command line. Throws AppError `conflict` before set-up is done and when
 * the e-mail is taken.
 */
export async function addUser(input: NewUser, database: Database = db()): Promise<{ id: string; email: string }> {
  const passwordHash = await hashPassword(input.password);
  return database.transaction(async (tx) => {
    const [account, another] = await tx.select({ id: accounts.id }).from(accounts).limit(2);
    if (account === undefined) {
      throw new AppError("conflict", "There is no account yet. Open Linkspan in a browser and set it up first.");
    }
    if (another !== undefined) {
      throw new AppError(
        "conflict",
        "There is more than one account, and this command cannot tell which one is meant.",
      );
    }
    const id = newId();
    const [user] = await tx
      .insert(users)
      .values({ id, accountId: account.id, name: input.name, email: input.email, role: input.role, passwordHash })
      .onConflictDoNothing({ target: users.email })
      .returning({ id: users.id, email: users.email });
    if (user === undefined) throw new AppError("conflict", `A user with the email ${input.email} exists already.`);
    await record(tx, { accountId: account.id, actorId: null }, id, {
      action: "user.added",
      data: { name: input.name, email: input.email, role: input.role },
    });
    return user;
  });
}

/**
 * A new password for somebody who lost theirs, set by the operator; every session of that user is over with it. Throws
 * AppError `not_found` when no active user has the email.
 */
export async function setPassword(
  { email, password }: Pick<NewUser, "email" | "password">,
  database: Database = db(),
): Promise<{ name: string }> {
  const passwordHash = await hashPassword(password);
  return database.transaction(async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ passwordHash, sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(and(eq(users.email, email), eq(users.status, "active")))
      .returning({ id: users.id, accountId: users.accountId, name: users.name });
    if (user === undefined) throw new AppError("not_found", `No active user has the email ${email}.`);
    await dropResets(tx, user.id);
    const by = { accountId: user.accountId, actorId: null };
    await record(tx, by, user.id, { action: "user.password_set", data: {} });
    return { name: user.name };
  });
}
