import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
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
    index("connection_admins_user_index").on(t.userId, t.connectionId),
  ],
);
