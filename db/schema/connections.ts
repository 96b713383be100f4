import { type SQL, sql } from "drizzle-orm";
import { check, customType, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { accountId, environmentColumn, moment } from "./columns";
import { users } from "./users";

/** Ordered byte by byte on every server, so that ranges between key ids mean the same here and there. */
const byteText = customType<{ data: string }>({ dataType: () => `text collate "C"` });

/** The last review as something to sort by: what was never reviewed comes first. */
export const lastReview = (column: unknown): SQL => sql`coalesce(${column}, '-infinity'::timestamptz)`;

export const connections = pgTable(
  "connections",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    environment: environmentColumn(),
    connector: text("connector").notNull(),
    name: text("name").notNull(),
    /** What makes two names the same: NFC, trimmed, lower-case. Made in code, searched and sorted here. */
    nameKey: text("name_key").notNull(),
    details: jsonb("details").notNull(),
    /** What the connector's form makes of the details, so that a list never carries certificates along. */
    address: text("address").notNull(),
    createdBy: uuid("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
    /** Bumped by each reconnect: two at once never lose one silently. */
    version: integer("version").notNull().default(1),
    /** Of those whose share has no end: an end never counts as the last admin. */
    adminCount: integer("admin_count").notNull().default(0),
    linkedObjectCount: integer("linked_object_count").notNull().default(0),
    /** When somebody last looked through who has access; null when nobody did. */
    reviewedAt: moment("reviewed_at"),
    /** Set by whoever last opened the credentials, so that a list never opens them. */
    credentialsState: text("credentials_state", { enum: ["ok", "unreadable", "refused"] })
      .notNull()
      .default("ok"),
    /** The key that sealed the credentials; when it is not in the keyring they read as unreadable. */
    credentialsKeyId: byteText("credentials_key_id").notNull(),
  },
  (t) => [
    foreignKey({ name: "connections_account_fk", columns: [t.accountId], foreignColumns: [accounts.id] }),
    foreignKey({
      name: "connections_created_by_fk",
      columns: [t.accountId, t.createdBy],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("connections_name_key").on(t.accountId, t.environment, t.nameKey),
    unique("connections_account_id_key").on(t.accountId, t.id),
    unique("connections_account_environment_id_connector_key").on(t.accountId, t.environment, t.id, t.connector),
    check("connections_environment_check", sql`${t.environment} in ('development', 'test', 'production')`),
    check("connections_credentials_state_check", sql`${t.credentialsState} in ('ok', 'unreadable', 'refused')`),
    check("connections_admin_count_check", sql`${t.adminCount} >= 0`),
    check("connections_linked_object_count_check", sql`${t.linkedObjectCount} >= 0`),
    index("connections_by_name_index").on(t.accountId, t.environment, t.nameKey, t.id),
    index("connections_by_connector_index").on(t.accountId, t.environment, t.connector, t.id),
    index("connections_by_created_at_index").on(t.accountId, t.environment, t.createdAt, t.id),
    index("connections_by_modified_at_index").on(t.accountId, t.environment, t.modifiedAt, t.id),
    index("connections_by_admin_count_index").on(t.accountId, t.environment, t.adminCount, t.id),
    index("connections_by_linked_object_count_index").on(t.accountId, t.environment, t.linkedObjectCount, t.id),
    index("connections_by_reviewed_at_index").on(t.accountId, t.environment, lastReview(t.reviewedAt), t.id),
    index("connections_created_by_index").on(t.accountId, t.environment, t.createdBy),
    index("connections_by_credentials_index")
      .on(t.accountId, t.environment, t.credentialsState, t.credentialsKeyId, t.id)
      .where(sql`admin_count > 0`),
    // Rotation walks all accounts by key.
    index("connections_by_key_index").on(t.credentialsKeyId, t.id),
    index("connections_search_index").using("gin", t.nameKey.op("gin_trgm_ops")),
  ],
);
