import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { connections } from "./connections";
import { users } from "./users";

/** Somebody looked through who has access to a connection, or through what a user has access to. */
export const accessReviews = pgTable(
  "access_reviews",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    connectionId: uuid("connection_id"),
    userId: uuid("user_id"),
    reviewedBy: uuid("reviewed_by").notNull(),
    reviewedAt: moment("reviewed_at").notNull(),
    /** How many accesses there were to look through. */
    entries: integer("entries").notNull(),
  },
  (t) => [
    foreignKey({
      name: "access_reviews_connection_fk",
      columns: [t.accountId, t.connectionId],
      foreignColumns: [connections.accountId, connections.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "access_reviews_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "access_reviews_reviewed_by_fk",
      columns: [t.accountId, t.reviewedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    index("access_reviews_connection_index").on(t.accountId, t.connectionId, t.reviewedAt),
    index("access_reviews_user_index").on(t.accountId, t.userId, t.reviewedAt),
    check("access_reviews_subject_check", sql`num_nonnulls(${t.connectionId}, ${t.userId}) = 1`),
    check("access_reviews_entries_check", sql`${t.entries} >= 0`),
  ],
);
