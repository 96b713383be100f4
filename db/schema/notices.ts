import { sql } from "drizzle-orm";
import { check, customType, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { auditEvents } from "./audit-events";
import { accountId, moment } from "./columns";
import { users } from "./users";

const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });

/** What somebody is told of an event, written in the transaction of the event itself. */
export const notices = pgTable(
  "notices",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    userId: uuid("user_id").notNull(),
    eventId: uuid("event_id").notNull(),
    kind: text("kind").notNull(),
    /** Names as they were then, so that a notice reads the same after a rename or a delete. */
    data: jsonb("data").notNull(),
    at: moment("at").notNull(),
    /** Tells what was there when somebody looked from what was still on its way, which `at` cannot: it is before the commit. */
    writtenIn: transactionId("written_in").notNull().default(sql`pg_current_xact_id()`),
    readAt: moment("read_at"),
    /** `none`: not wanted, or no e-mail is configured. */
    mailState: text("mail_state", { enum: ["none", "due", "sending", "sent", "failed"] })
      .notNull()
      .default("none"),
    mailDueAt: moment("mail_due_at"),
    mailTries: integer("mail_tries").notNull().default(0),
    /** The e-mail that it goes in with others; the same at each try. */
    mailId: uuid("mail_id"),
  },
  (t) => [
    foreignKey({
      name: "notices_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({ name: "notices_event_fk", columns: [t.eventId], foreignColumns: [auditEvents.id] }).onDelete(
      "cascade",
    ),
    unique("notices_user_event_key").on(t.userId, t.eventId),
    index("notices_user_index").on(t.userId, t.at, t.id),
    index("notices_unread_index").on(t.userId).where(sql`read_at is null`),
    index("notices_mail_index").on(t.mailDueAt).where(sql`mail_state in ('due', 'sending')`),
    check("notices_mail_state_check", sql`${t.mailState} in ('none', 'due', 'sending', 'sent', 'failed')`),
    check("notices_mail_due_check", sql`${t.mailState} not in ('due', 'sending') or ${t.mailDueAt} is not null`),
  ],
);
