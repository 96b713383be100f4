import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accountId, environmentColumn, moment } from "./columns";
import { connections } from "./connections";
import { externalDataObjects, objectVersions } from "./external-data-objects";
import { users } from "./users";

/** What a builder asks of admins: to deploy a version, or for access to a connection. */
export const requests = pgTable(
  "requests",
  {
    id: uuid("id").primaryKey(),
    accountId: accountId(),
    kind: text("kind", { enum: ["deploy", "access"] }).notNull(),
    objectId: uuid("object_id").notNull(),
    /** What is to be deployed; null when access is asked for. */
    version: integer("version"),
    environment: environmentColumn(),
    connector: text("connector").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    requestedAt: moment("requested_at").notNull(),
    message: text("message").notNull().default(""),
    expiresAt: moment("expires_at").notNull(),
    /** An open request whose time is over reads as expired, whether or not anybody wrote it down. */
    state: text("state", { enum: ["open", "confirmed", "refused", "withdrawn", "expired"] })
      .notNull()
      .default("open"),
    answeredBy: uuid("answered_by"),
    answeredAt: moment("answered_at"),
    answer: text("answer").notNull().default(""),
    /** What it was confirmed with; null until then, and when that connection is deleted. */
    connectionId: uuid("connection_id"),
  },
  (t) => [
    foreignKey({
      name: "requests_object_fk",
      columns: [t.accountId, t.objectId],
      foreignColumns: [externalDataObjects.accountId, externalDataObjects.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "requests_version_fk",
      columns: [t.accountId, t.objectId, t.version, t.connector],
      foreignColumns: [
        objectVersions.accountId,
        objectVersions.objectId,
        objectVersions.version,
        objectVersions.connector,
      ],
    }).onDelete("cascade"),
    // The migration says `on delete set null (connection_id)`: an answered request keeps its account and environment.
    foreignKey({
      name: "requests_connection_fk",
      columns: [t.accountId, t.environment, t.connectionId, t.connector],
      foreignColumns: [connections.accountId, connections.environment, connections.id, connections.connector],
    }).onDelete("set null"),
    foreignKey({
      name: "requests_requested_by_fk",
      columns: [t.accountId, t.requestedBy],
      foreignColumns: [users.accountId, users.id],
    }),
    foreignKey({
      name: "requests_answered_by_fk",
      columns: [t.accountId, t.answeredBy],
      foreignColumns: [users.accountId, users.id],
    }),
    unique("requests_account_id_key").on(t.accountId, t.id),
    // One open question at a time: two deploys of one object to one place would contradict each other.
    uniqueIndex("requests_open_deploy_key")
      .on(t.objectId, t.environment)
      .where(sql`kind = 'deploy' and state = 'open'`),
    uniqueIndex("requests_open_access_key")
      .on(t.objectId, t.environment, t.requestedBy)
      .where(sql`kind = 'access' and state = 'open'`),
    index("requests_requested_by_index").on(t.accountId, t.requestedBy, t.requestedAt, t.id),
    // Small however long the history gets, and in the order of `request_people_user_index`: what waits is counted with each page.
    index("requests_open_index").on(t.accountId, t.id).where(sql`state = 'open'`),
    index("requests_object_index").on(t.accountId, t.objectId, t.requestedAt),
    index("requests_connection_index").on(t.accountId, t.connectionId),
    check("requests_kind_check", sql`${t.kind} in ('deploy', 'access')`),
    check("requests_version_check", sql`(${t.kind} = 'deploy') = (${t.version} is not null)`),
    check("requests_environment_check", sql`${t.environment} in ('development', 'test', 'production')`),
    check("requests_state_check", sql`${t.state} in ('open', 'confirmed', 'refused', 'withdrawn', 'expired')`),
    check("requests_answer_check", sql`(${t.answeredBy} is null) = (${t.answeredAt} is null)`),
  ],
);

/** Whom a request asks. Each may answer as long as they administer a connection that fits. */
export const requestPeople = pgTable(
  "request_people",
  {
    accountId: accountId(),
    requestId: uuid("request_id").notNull(),
    userId: uuid("user_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "request_people_pk", columns: [t.requestId, t.userId] }),
    foreignKey({
      name: "request_people_request_fk",
      columns: [t.accountId, t.requestId],
      foreignColumns: [requests.accountId, requests.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "request_people_user_fk",
      columns: [t.accountId, t.userId],
      foreignColumns: [users.accountId, users.id],
    }),
    index("request_people_user_index").on(t.accountId, t.userId, t.requestId),
  ],
);
