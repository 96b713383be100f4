import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { users } from "./users";

/** Asks somebody without a user to join. Single use: accepted, withdrawn and expired ones are kept as a record. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    email: text("email").notNull(),
    name: text("name").notNull().default(""),
    role: text("role", { enum: ["member", "super_admin"] }).notNull(),
    /** Of the latest link; resending makes a new one, and the earlier stops working. */
    tokenHash: text("token_hash").notNull(),
    invitedBy: uuid("invited_by").notNull(),
    invitedAt: moment("invited_at").notNull(),
    /** When the latest link was made, by e-mail or to copy. */
    sentAt: moment("sent_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    acceptedAt: moment("accepted_at"),
    acceptedBy: uuid("accepted_by"),
    withdrawnAt: moment("withdrawn_at"),
    withdrawnBy: uuid("withdrawn_by"),
  },
  (t) => [
    foreignKey({
      name: "invitations_invited_by_fk",
      columns: [t.accountId, t.invitedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "invitations_accepted_by_fk",
      columns: [t.accountId, t.acceptedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "invitations_withdrawn_by_fk",
      columns: [t.accountId, t.withdrawnBy],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("invitations_token_hash_key").on(t.tokenHash),
    // One at a time, since an e-mail makes one user of the installation.
    uniqueIndex("invitations_open_email_key").on(t.email).where(sql`accepted_at is null and withdrawn_at is null`),
    index("invitations_account_index").on(t.accountId, t.invitedAt, t.id),
    index("invitations_invited_by_index").on(t.accountId, t.invitedBy),
    check("invitations_email_lower_check", sql`${t.email} = lower(${t.email})`),
    check("invitations_role_check", sql`${t.role} in ('member', 'super_admin')`),
    check("invitations_accepted_check", sql`(${t.acceptedBy} is null) = (${t.acceptedAt} is null)`),
    check("invitations_withdrawn_check", sql`(${t.withdrawnBy} is null) = (${t.withdrawnAt} is null)`),
    check("invitations_ended_once_check", sql`${t.acceptedAt} is null or ${t.withdrawnAt} is null`),
  ],
);
