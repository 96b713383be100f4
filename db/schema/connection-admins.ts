import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { connections } from "./connections";
import { users } from "./users";

export const connectionAdmins = pgTable(
  "connection_admins",
  {
    accountId: accountId(),
    connectionId: uuid("connection_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** Null when they created the connection. */
    addedBy: uuid("added_by"),
    addedAt: moment("added_at").notNull(),
    /** Why a super admin shared it with themself (break glass); null for every other share. */
    reason: text("reason"),
    /** When a break glass ends by itself; null lasts until revoked. What is over counts for nothing, deleted or not. */
    endsAt: moment("ends_at"),
    /** When this right last let them do something with the connection, to the hour. */
    lastUsedAt: moment("last_used_at"),
  },
  (t) => [
    primaryKey({ name: "connection_admins_pk", columns: [t.connectionId, t.userId] }),
    foreignKey({
      name: "connection_admins_connection_fk",
      columns: [t.accountId, t.connectionId],
      foreignColumns: [connections.accountId, connections.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "connection_admins_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "connection_admins_added_by_fk",
      columns: [t.accountId, t.addedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    check("connection_admins_ends_check", sql`${t.endsAt} is null or ${t.reason} is not null`),
    index("connection_admins_ends_index").on(t.endsAt).where(sql`ends_at is not null`),
    // With the end, so that the index alone says what counts.
    index("connection_admins_user_index").on(t.userId, t.connectionId, t.endsAt),
  ],
);
