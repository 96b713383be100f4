import { eq, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { userIdentities, users } from "@/db/schema";
import { record } from "../../../audit/commands";
import { AppError } from "../../../errors";

/**
 * Forgets who somebody is at the identity provider, by the operator: their next sign-in there is a first one. Every session
 * of theirs ends, since it may be the wrong person's. Throws AppError `not_found` where there is nothing to forget.
 */
export async function unlinkIdentities(email: string, database: Database = db()): Promise<{ name: string }> {
  return database.transaction(async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(eq(users.email, email))
      .returning({ id: users.id, accountId: users.accountId, name: users.name });
    if (user === undefined) throw new AppError("not_found", `No user has the email ${email}.`);
    const forgotten = await tx
      .delete(userIdentities)
      .where(eq(userIdentities.userId, user.id))
      .returning({ issuer: userIdentities.issuer });
    if (forgotten.length === 0) throw new AppError("not_found", `${user.name} is not linked to an identity provider.`);
    const by = { accountId: user.accountId, actorId: null };
    const records = forgotten.map(({ issuer }) => ({ action: "user.identity_unlinked" as const, data: { issuer } }));
    await record(tx, by, user.id, ...records);
    return { name: user.name };
  });
}
