import { type SQL, sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { accountId, moment } from "./columns";

/** The last sign-in as something to sort by. */
export const lastSignIn = (column: unknown): SQL => sql`coalesce(${column}, '-infinity'::timestamptz)`;

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
    /** `provider`: a group at the identity provider made them super admin, and its loss takes that away. */
    roleFrom: text("role_from", { enum: ["account", "provider"] })
      .notNull()
      .default("account"),
    status: text("status", { enum: ["active", "deactivated"] })
      .notNull()
      .default("active"),
    /** A session made under an earlier epoch is over. */
    sessionEpoch: integer("session_epoch").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    deactivatedAt: moment("deactivated_at"),
    /** Null until the first one since this is recorded. */
    lastSignInAt: moment("last_sign_in_at"),
    /** An IANA name; null follows the browser. */
    timeZone: text("time_zone"),
    /** Whether notices also come by e-mail, where it is configured. */
    mailsNotices: boolean("mails_notices").notNull().default(true),
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
    check("users_role_from_check", sql`${t.roleFrom} in ('account', 'provider')`),
    check("users_status_check", sql`${t.status} in ('active', 'deactivated')`),
    index("users_by_name_index").on(t.accountId, t.searchKey, t.id),
    // Who never signed in stands before everybody else: a NULL has no place that a page could go on from.
    index("users_by_last_sign_in_index").on(t.accountId, lastSignIn(t.lastSignInAt), t.id),
    // Of these there may be few among many: looking for them along the other indexes would read everybody.
    index("users_super_admins_by_name_index").on(t.accountId, t.searchKey, t.id).where(sql`role = 'super_admin'`),
    index("users_deactivated_by_name_index").on(t.accountId, t.searchKey, t.id).where(sql`status = 'deactivated'`),
    index("users_deactivated_by_last_sign_in_index")
      .on(t.accountId, lastSignIn(t.lastSignInAt), t.id)
      .where(sql`status = 'deactivated'`),
    index("users_search_index").using("gin", t.searchKey.op("gin_trgm_ops")),
    index("users_super_admins_index").on(t.accountId, t.name).where(sql`role = 'super_admin' and status = 'active'`),
  ],
);
