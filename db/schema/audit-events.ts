import { foreignKey, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { accountId, moment } from "./columns";
import { users } from "./users";

export const auditEvents = pgTable(
  "audit_events",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    at: moment("at").notNull(),
    /** Null for a job. */
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    /** No foreign key: the record outlives what it speaks of. */
    subjectId: uuid("subject_id").notNull(),
    data: jsonb("data").notNull(),
  },
  (t) => [
    foreignKey({ name: "audit_events_account_fk", columns: [t.accountId], foreignColumns: [accounts.id] }),
    foreignKey({
      name: "audit_events_actor_fk",
      columns: [t.accountId, t.actorId],
      foreignColumns: [users.accountId, users.id],
    }),
    index("audit_events_account_index").on(t.accountId, t.at, t.id),
    index("audit_events_subject_index").on(t.accountId, t.subjectId, t.action, t.at),
  ],
);
