import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts";
import { accountId, moment } from "./columns";
import { users } from "./users";

export const apps = pgTable(
  "apps",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    description: text("description").notNull().default(""),
    createdBy: uuid("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    foreignKey({ name: "apps_account_fk", columns: [t.accountId], foreignColumns: [accounts.id] }),
    foreignKey({
      name: "apps_created_by_fk",
      columns: [t.accountId, t.createdBy],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("apps_account_id_key").on(t.accountId, t.id),
    index("apps_by_name_index").on(t.accountId, t.nameKey, t.id),
    index("apps_search_index").using("gin", t.nameKey.op("gin_trgm_ops")),
  ],
);

export const appMembers = pgTable(
  "app_members",
  {
    accountId: accountId(),
    appId: uuid("app_id").notNull(),
    userId: uuid("user_id").notNull(),
    level: text("level", { enum: ["manage", "use"] }).notNull(),
    addedBy: uuid("added_by"),
    addedAt: moment("added_at").notNull(),
    /** When they last read or wrote rows of the app, to the hour. */
    lastUsedAt: moment("last_used_at"),
  },
  (t) => [
    primaryKey({ name: "app_members_pk", columns: [t.appId, t.userId] }),
    foreignKey({
      name: "app_members_app_fk",
      columns: [t.accountId, t.appId],
      foreignColumns: [apps.accountId, apps.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "app_members_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "app_members_added_by_fk",
      columns: [t.accountId, t.addedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    check("app_members_level_check", sql`${t.level} in ('manage', 'use')`),
    index("app_members_user_index").on(t.userId, t.appId),
  ],
);
