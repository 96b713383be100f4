import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { apps } from "./apps";
import { accountId, environmentColumn, moment } from "./columns";
import { connections } from "./connections";
import { users } from "./users";

export const externalDataObjects = pgTable(
  "external_data_objects",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    appId: uuid("app_id").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    createdBy: uuid("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
    modifiedAt: moment("modified_at").notNull(),
    draftConnectionId: uuid("draft_connection_id"),
    /** What is chosen so far: of a new object, or of a published one that is being edited. Null for neither. */
    draft: jsonb("draft"),
    /** Who began the draft and when, there together with it. */
    draftBegunBy: uuid("draft_begun_by"),
    draftBegunAt: moment("draft_begun_at"),
    /** Goes up with each save, so that two people never overwrite each other's draft unseen. */
    draftRevision: integer("draft_revision").notNull().default(0),
  },
  (t) => [
    foreignKey({
      name: "external_data_objects_app_fk",
      columns: [t.accountId, t.appId],
      foreignColumns: [apps.accountId, apps.id],
    }),
    foreignKey({
      name: "external_data_objects_created_by_fk",
      columns: [t.accountId, t.createdBy],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "external_data_objects_draft_begun_by_fk",
      columns: [t.accountId, t.draftBegunBy],
      foreignColumns: [users.accountId, users.id],
    }),
    check(
      "external_data_objects_draft_begun_check",
      sql`num_nulls(${t.draft}, ${t.draftBegunBy}, ${t.draftBegunAt}) in (0, 3)`,
    ),
    // The migration says `on delete set null (draft_connection_id)`: a draft never blocks a delete and keeps its account.
    foreignKey({
      name: "external_data_objects_draft_connection_fk",
      columns: [t.accountId, t.draftConnectionId],
      foreignColumns: [connections.accountId, connections.id],
    }).onDelete("set null"),
    unique("external_data_objects_account_id_key").on(t.accountId, t.id),
    index("external_data_objects_app_index").on(t.accountId, t.appId, t.name, t.id),
    index("external_data_objects_draft_connection_index").on(t.accountId, t.draftConnectionId),
  ],
);

export const objectVersions = pgTable(
  "object_versions",
  {
    accountId: accountId(),
    objectId: uuid("object_id").notNull(),
    version: integer("version").notNull(),
    /** Of the connection it was published over: a version runs on no other. */
    connector: text("connector").notNull(),
    definition: jsonb("definition").notNull(),
    publishedBy: uuid("published_by").notNull(),
    publishedAt: moment("published_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "object_versions_pk", columns: [t.objectId, t.version] }),
    foreignKey({
      name: "object_versions_object_fk",
      columns: [t.accountId, t.objectId],
      foreignColumns: [externalDataObjects.accountId, externalDataObjects.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "object_versions_published_by_fk",
      columns: [t.accountId, t.publishedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("object_versions_account_version_connector_key").on(t.accountId, t.objectId, t.version, t.connector),
    check("object_versions_version_check", sql`${t.version} > 0`),
    // The migration adds a trigger that refuses every update: a version never changes.
  ],
);

export const objectBindings = pgTable(
  "object_bindings",
  {
    accountId: accountId(),
    objectId: uuid("object_id").notNull(),
    environment: environmentColumn(),
    version: integer("version").notNull(),
    connectionId: uuid("connection_id").notNull(),
    /** What the version's and the connection's have to be: the foreign keys refuse anything else. */
    connector: text("connector").notNull(),
    boundBy: uuid("bound_by").notNull(),
    boundAt: moment("bound_at").notNull(),
    /** When the external table was last seen to be another one than the version says; null when it was seen to fit. */
    driftedAt: moment("drifted_at"),
  },
  (t) => [
    primaryKey({ name: "object_bindings_pk", columns: [t.objectId, t.environment] }),
    foreignKey({
      name: "object_bindings_object_fk",
      columns: [t.accountId, t.objectId],
      foreignColumns: [externalDataObjects.accountId, externalDataObjects.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "object_bindings_version_fk",
      columns: [t.accountId, t.objectId, t.version, t.connector],
      foreignColumns: [
        objectVersions.accountId,
        objectVersions.objectId,
        objectVersions.version,
        objectVersions.connector,
      ],
    }),
    foreignKey({
      name: "object_bindings_connection_fk",
      columns: [t.accountId, t.environment, t.connectionId, t.connector],
      foreignColumns: [connections.accountId, connections.environment, connections.id, connections.connector],
    }).onDelete("restrict"),
    foreignKey({
      name: "object_bindings_bound_by_fk",
      columns: [t.accountId, t.boundBy],
      foreignColumns: [users.accountId, users.id],
    }),
    index("object_bindings_connection_index").on(t.accountId, t.environment, t.connectionId),
  ],
);
