import { foreignKey, jsonb, pgTable, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { connections } from "./connections";

/** Apart from connections, so that no list can select a secret by accident. */
export const connectionCredentials = pgTable(
  "connection_credentials",
  {
    connectionId: uuid("connection_id").primaryKey(),
    accountId: accountId(),
    /** A flattened JWE; what it is bound to is recomputed at every open and stored nowhere. */
    sealed: jsonb("sealed").notNull(),
    sealedAt: moment("sealed_at").notNull(),
  },
  (t) => [
    foreignKey({
      name: "connection_credentials_connection_fk",
      columns: [t.accountId, t.connectionId],
      foreignColumns: [connections.accountId, connections.id],
    }).onDelete("cascade"),
  ],
);
