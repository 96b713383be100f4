import { eq, sql } from "drizzle-orm";
import { nameKey } from "../lib/connections/schema";
import { type ConnectorId, connectorForms } from "../lib/connectors/forms";
import type { ObjectDefinition } from "../lib/objects/schema";
import type { Actor, Environment, Role } from "../lib/policy";
import { type Vault, vault } from "../lib/vault";
import { type Database, db, type Transaction } from "./client";
import { newId } from "./ids";
import {
  accounts,
  appMembers,
  apps,
  connectionAdmins,
  connectionCredentials,
  connections,
  externalDataObjects,
  objectBindings,
  objectVersions,
  users,
} from "./schema";

// What the seed, database tests and browser tests are made of. Rows are complete and counters right, as if commands had made them.

type At = { at?: Database | Transaction };

let serial = 0;
/** A name that no other has, in any process. */
function unique(text: string): string {
  serial += 1;
  return `${text} ${process.pid}-${Date.now().toString(36)}-${serial}`;
}

export async function makeAccount({
  at = db(),
  name = unique("Account"),
}: At & { name?: string } = {}): Promise<string> {
  const id = newId();
  await at.insert(accounts).values({ id, name });
  return id;
}

type UserOptions = At & {
  accountId: string;
  name?: string;
  email?: string;
  role?: Role;
  status?: "active" | "deactivated";
  passwordHash?: string | null;
  createdAt?: Date;
};

export async function makeUser(options: UserOptions): Promise<Actor> {
  const {
    at = db(),
    accountId,
    role = "member",
    status = "active",
    passwordHash = null,
    createdAt = new Date(),
  } = options;
  const name = options.name ?? unique("User");
  const email = options.email ?? `${unique("user").replace(" ", "-")}@norrvik.example`;
  const id = newId();
  const deactivatedAt = status === "deactivated" ? new Date() : null;
  await at.insert(users).values({ id, accountId, name, email, role, status, passwordHash, createdAt, deactivatedAt });
  return { id, accountId, name, email, role };
}

type ConnectionOptions = At & {
  by: Actor;
  environment?: Environment;
  name?: string;
  connector?: ConnectorId;
  details?: unknown;
  credentials?: Record<string, string>;
  /** Beside the creator. */
  admins?: readonly Actor[];
  /** A super admin who shared it with themself. */
  breakGlass?: { user: Actor; endsAt: Date | null };
  /** Leaves the creator out, as after a deactivation or a revocation. */
  creatorLeft?: boolean;
  createdAt?: Date;
  modifiedAt?: Date;
  /** Another keyring than the installation's, to make what cannot be opened. */
  sealedBy?: Vault;
};

export const sampleDetails = { host: "db.norrvik.example", port: 5432, database: "orders", tls: "verify-full", ca: "" };

/** A connection with sealed credentials and its admins. */
export async function makeConnection(options: ConnectionOptions): Promise<{ id: string; name: string }> {
  const { at = db(), by, environment = "development", connector = "postgresql", createdAt = new Date() } = options;
  const { accountId } = by;
  const name = options.name ?? unique("Connection");
  const form = connectorForms[connector];
  const details = form.details.parse(options.details ?? sampleDetails);
  const id = newId();
  const { keyId, seal } = options.sealedBy ?? (await vault());
  const secret = options.credentials ?? { user: "reader", password: "a password that works" };
  const sealed = await seal({ accountId, connectionId: id, connector, details }, secret);
  await at.insert(connections).values({
    id,
    accountId,
    environment,
    connector,
    name,
    nameKey: nameKey(name),
    details,
    address: form.address(details),
    createdBy: by.id,
    createdAt,
    modifiedAt: options.modifiedAt ?? createdAt,
    credentialsKeyId: keyId,
  });
  await at.insert(connectionCredentials).values({ connectionId: id, accountId, sealed, sealedAt: createdAt });
  if (options.creatorLeft !== true) await makeAdmin({ at, connectionId: id, user: by, addedAt: createdAt });
  for (const user of options.admins ?? []) await makeAdmin({ at, connectionId: id, user, by, addedAt: createdAt });
  if (options.breakGlass !== undefined) await makeBreakGlass({ at, connectionId: id, ...options.breakGlass });
  return { id, name };
}

type AdminOptions = At & { connectionId: string; user: Actor; by?: Actor; addedAt?: Date };

export async function makeAdmin({
  at = db(),
  connectionId,
  user,
  by,
  addedAt = new Date(),
}: AdminOptions): Promise<void> {
  await at
    .insert(connectionAdmins)
    .values({ accountId: user.accountId, connectionId, userId: user.id, addedBy: by?.id ?? null, addedAt });
  await at
    .update(connections)
    .set({ adminCount: sql`${connections.adminCount} + 1` })
    .where(eq(connections.id, connectionId));
}

type BreakGlassOptions = At & { connectionId: string; user: Actor; endsAt: Date | null; reason?: string };

/** A share with oneself, for a reason; one with an end is not counted. */
export async function makeBreakGlass(options: BreakGlassOptions): Promise<void> {
  const { at = db(), connectionId, user, endsAt, reason = "The nightly load stands still" } = options;
  const share = { accountId: user.accountId, connectionId, userId: user.id, addedBy: user.id, addedAt: new Date() };
  await at.insert(connectionAdmins).values({ ...share, reason, endsAt });
  if (endsAt !== null) return;
  await at
    .update(connections)
    .set({ adminCount: sql`${connections.adminCount} + 1` })
    .where(eq(connections.id, connectionId));
}

type AppOptions = At & {
  by: Actor;
  name?: string;
  description?: string;
  members?: readonly { user: Actor; level: "manage" | "use" }[];
  createdAt?: Date;
};

/** An app whose creator manages it. */
export async function makeApp(options: AppOptions): Promise<string> {
  const { at = db(), by, name = unique("App"), description = "", members = [], createdAt = new Date() } = options;
  const { accountId } = by;
  const id = newId();
  await at
    .insert(apps)
    .values({ id, accountId, name, nameKey: nameKey(name), description, createdBy: by.id, createdAt });
  const rows = [{ user: by, level: "manage" as const }, ...members];
  await at.insert(appMembers).values(
    rows.map(({ user, level }) => ({
      accountId,
      appId: id,
      userId: user.id,
      level,
      addedBy: user.id === by.id ? null : by.id,
      addedAt: createdAt,
    })),
  );
  return id;
}

type ObjectOptions = At & {
  by: Actor;
  appId: string;
  name?: string;
  description?: string;
  definition?: ObjectDefinition;
  connector?: ConnectorId;
  publishedAt?: Date;
};

export const sampleDefinition: ObjectDefinition = {
  table: { schema: "sales", name: "orders" },
  columns: [
    {
      name: "id",
      label: "Id",
      type: "bigint",
      nativeType: "bigint",
      primaryKey: true,
      readOnly: true,
      nullable: false,
      mandatory: false,
      generated: false,
      choices: null,
    },
  ],
  membersWithUseMay: "read",
};

/** A published object at version 1, bound to nothing yet. */
export async function makeObject(options: ObjectOptions): Promise<{ id: string; name: string }> {
  const { at = db(), by, appId, description = "", definition = sampleDefinition, publishedAt = new Date() } = options;
  const { connector = "postgresql" } = options;
  const { accountId } = by;
  const name = options.name ?? unique("Object");
  const id = newId();
  const times = { createdAt: publishedAt, modifiedAt: publishedAt };
  await at.insert(externalDataObjects).values({ id, accountId, appId, name, description, createdBy: by.id, ...times });
  await at
    .insert(objectVersions)
    .values({ accountId, objectId: id, version: 1, connector, definition, publishedBy: by.id, publishedAt });
  return { id, name };
}

type VersionOptions = At & {
  by: Actor;
  objectId: string;
  version: number;
  definition?: ObjectDefinition;
  connector?: ConnectorId;
  publishedAt?: Date;
};

/** A further version of a published object. */
export async function makeVersion(options: VersionOptions): Promise<void> {
  const { at = db(), by, definition = sampleDefinition, connector = "postgresql", publishedAt = new Date() } = options;
  const { accountId, id: publishedBy } = by;
  const { objectId, version } = options;
  await at
    .insert(objectVersions)
    .values({ accountId, objectId, version, connector, definition, publishedBy, publishedAt });
}

type BindingOptions = At & {
  by: Actor;
  objectId: string;
  connectionId: string;
  environment?: Environment;
  version?: number;
  connector?: ConnectorId;
  boundAt?: Date;
};

export async function makeBinding(options: BindingOptions): Promise<void> {
  const { at = db(), by, objectId, connectionId } = options;
  const { environment = "development", version = 1, connector = "postgresql", boundAt = new Date() } = options;
  const { accountId, id: boundBy } = by;
  await at
    .insert(objectBindings)
    .values({ accountId, objectId, environment, version, connectionId, connector, boundBy, boundAt });
  await at
    .update(connections)
    .set({ linkedObjectCount: sql`${connections.linkedObjectCount} + 1` })
    .where(eq(connections.id, connectionId));
}
