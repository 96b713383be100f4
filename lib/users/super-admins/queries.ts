import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts, users } from "@/db/schema";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";

/**
 * Whatever changes who the super admins are happens one at a time in an account: two of them who take it from each other
 * must not both succeed. Holds the account until the transaction ends, and then looks again at who is acting. `nothing`
 * ends the refusal with what did not happen. Throws AppError `forbidden`.
 */
export async function requireStillSuperAdmin(tx: Transaction, actor: Actor, nothing: string): Promise<void> {
  await holdAccount(tx, actor.accountId);
  const [still] = await tx
    .select({ role: users.role })
    .from(users)
    .where(and(eq(users.accountId, actor.accountId), eq(users.id, actor.id), eq(users.status, "active")));
  if (still?.role === "super_admin") return;
  throw new AppError("forbidden", `You are no longer a super admin of this account. ${nothing}`);
}

/** Nobody else changes who the super admins are until the transaction ends. */
export async function holdAccount(tx: Transaction, accountId: string): Promise<void> {
  await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for("no key update");
}

/** Whether an account has an active super admin beside this user. True for long only under `holdAccount`. */
export async function hasAnotherSuperAdmin(
  tx: Transaction,
  { accountId, userId }: { accountId: string; userId: string },
): Promise<boolean> {
  const [another] = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.accountId, accountId),
        eq(users.role, "super_admin"),
        eq(users.status, "active"),
        ne(users.id, userId),
      ),
    )
    .limit(1);
  return another !== undefined;
}
