import { foreignKey, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { accountId, moment } from "./columns";
import { users } from "./users";

/** Who a user is at an identity provider. The subject is what identifies them there: an e-mail may change hands. */
export const userIdentities = pgTable(
  "user_identities",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    userId: uuid("user_id").notNull(),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    linkedAt: moment("linked_at").notNull(),
    lastUsedAt: moment("last_used_at").notNull(),
  },
  (t) => [
    foreignKey({
      name: "user_identities_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("user_identities_subject_key").on(t.issuer, t.subject),
    // A second identity of one provider that claims the same user is somebody else.
    unique("user_identities_user_key").on(t.userId, t.issuer),
  ],
);
