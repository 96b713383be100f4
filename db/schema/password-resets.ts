import { foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { users } from "./users";

/** Links with which a user chooses a new password, once. A new one replaces those before it. */
export const passwordResets = pgTable(
  "password_resets",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    userId: uuid("user_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** The super admin who made it; null when the user asked for it on the sign-in page. */
    createdBy: uuid("created_by"),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [
    foreignKey({
      name: "password_resets_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "password_resets_created_by_fk",
      columns: [t.accountId, t.createdBy],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("password_resets_token_hash_key").on(t.tokenHash),
    index("password_resets_user_index").on(t.userId),
  ],
);
