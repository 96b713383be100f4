import { foreignKey, index, pgTable, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { users } from "./users";

/** Verifying is a way to scan a network: attempts are counted here, across processes. */
export const verificationAttempts = pgTable(
  "verification_attempts",
  {
    /** Made by the browser, so that it can cancel what it started. */
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    userId: uuid("user_id").notNull(),
    startedAt: moment("started_at").notNull(),
    finishedAt: moment("finished_at"),
    cancelledAt: moment("cancelled_at"),
  },
  (t) => [
    foreignKey({
      name: "verification_attempts_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    index("verification_attempts_user_index").on(t.userId, t.startedAt),
  ],
);
