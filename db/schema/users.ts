import { type SQL, sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { accountId, moment } from "./columns";

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    /** Null: this user cannot sign in with a password. */
    passwordHash: text("password_hash"),
    role: text("role", { enum: ["member", "super_admin"] }).notNull(),
    status: text("status", { enum: ["active", "deactivated"] })
      .notNull()
      .default("active"),
    /** A session made under an earlier epoch is over. */
    sessionEpoch: integer("session_epoch").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    deactivatedAt: moment("deactivated_at"),
    /** What the search for people looks through. */
    searchKey: text("search_key")
      .notNull()
      .generatedAlwaysAs((): SQL => sql`lower(${users.name}) || ' ' || ${users.email}`),
  },
  (t) => [
    foreignKey({ name: "users_account_fk", columns: [t.accountId], foreignColumns: [accounts.id] }),
    unique("users_email_key").on(t.email),
    unique("users_account_id_key").on(t.accountId, t.id),
    check("users_email_lower_check", sql`${t.email} = lower(${t.email})`),
    check("users_role_check", sql`${t.role} in ('member', 'super_admin')`),
    check("users_status_check", sql`${t.status} in ('active', 'deactivated')`),
    index("users_search_index").using("gin", t.searchKey.op("gin_trgm_ops")),
    index("users_super_admins_index").on(t.accountId, t.name).where(sql`role = 'super_admin' and status = 'active'`),
  ],
);
