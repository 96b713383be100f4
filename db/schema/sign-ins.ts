import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { users } from "./users";

/** A user's sessions as they began, for the user to look through. */
export const signIns = pgTable(
  "sign_ins",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    userId: uuid("user_id").notNull(),
    at: moment("at").notNull(),
    method: text("method", { enum: ["password", "provider", "invitation", "reset", "demo", "set_up"] }).notNull(),
    /** The client's network address; "unknown" where nothing tells it. */
    address: text("address").notNull(),
    /** What the browser says of itself, cut: hostile text. */
    browser: text("browser").notNull(),
  },
  (t) => [
    foreignKey({
      name: "sign_ins_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    index("sign_ins_user_index").on(t.userId, t.at, t.id),
    check(
      "sign_ins_method_check",
      sql`${t.method} in ('password', 'provider', 'invitation', 'reset', 'demo', 'set_up')`,
    ),
  ],
);
