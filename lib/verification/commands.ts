import { and, eq, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { connectionAdmins, connectionCredentials, connections, users } from "@/db/schema";
import { record } from "../audit/commands";
import { nameGuard, nameTaken } from "../connections/commands";
import { isNameTaken, listSuperAdminNames } from "../connections/queries";
import { type CreateInput, nameKey, type TestInput } from "../connections/schema";
import { env } from "../env";
import { AppError } from "../errors";
import { type Actor, answerCreate, authorizeCreate, type Environment } from "../policy";
import { vault } from "../vault";
import type { VerificationOutcome, Watch } from "../verification-stream";
import { claimAttempt } from "./attempts/commands";
import { type Filled, fillForm } from "./form";
import { nothingStored, verifyAttempt } from "./verify";

/** Tries what was typed and stores nothing. Throws AppError `forbidden`, `invalid`, `rate_limited`, `cancelled`. */
export async function testConnection(actor: Actor, input: TestInput, watch: Watch): Promise<VerificationOutcome> {
  await requireCreateRight(actor, input.environment);
  const filled = fillForm(input.connector, input.details, input.credentials);
  return verifyAttempt(actor, input.attempt, filled, watch, async () => nothingStored);
}

/**
 * Verifies and, only if that worked, stores a connection with the actor as its first admin. Throws AppError `forbidden`,
 * `invalid`, `conflict` (the name), `rate_limited`, `cancelled`.
 */
export async function createConnection(actor: Actor, input: CreateInput, watch: Watch): Promise<VerificationOutcome> {
  await requireCreateRight(actor, input.environment);
  const filled = fillForm(input.connector, input.details, input.credentials);
  // Said before anybody waits for a verification; the constraint says it again when it is stored.
  if (await isNameTaken(actor, input)) throw nameTaken(input.name, input.environment);
  return verifyAttempt(actor, input.attempt, filled, watch, async () => ({
    ...nothingStored,
    stored: await storeNew(actor, input, filled),
  }));
}

/** The sample database of an installation that has one, under the first free name. Throws as `createConnection` does. */
export async function connectSampleDatabase(
  actor: Actor,
  { attempt }: { attempt: string },
  watch: Watch,
): Promise<VerificationOutcome> {
  const environment: Environment = "development";
  await requireCreateRight(actor, environment);
  const filled = fillSample();
  return verifyAttempt(actor, attempt, filled, watch, async () => {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? "Sample database" : `Sample database ${number}`;
      if (await isNameTaken(actor, { environment, name })) continue;
      try {
        return { ...nothingStored, stored: await storeNew(actor, { attempt, environment, name }, filled) };
      } catch (error) {
        // Somebody took the name between the look and the insert.
        if (!(error instanceof AppError) || error.fields?.name === undefined) throw error;
      }
    }
  });
}

function fillSample(): Filled {
  const { embedded, sampleDatabaseUrl } = env();
  const url = embedded && sampleDatabaseUrl !== null ? new URL(sampleDatabaseUrl) : null;
  if (url === null) throw new AppError("not_found", "This installation has no sample database.");
  const details = {
    host: url.hostname,
    port: url.port,
    database: decodeURIComponent(url.pathname.slice(1)),
    tls: "disable",
  };
  const credentials = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  return fillForm("postgresql", details, credentials);
}

type NewConnection = { attempt: string; environment: Environment; name: string };

async function storeNew(actor: Actor, { attempt, environment, name }: NewConnection, filled: Filled) {
  const { accountId } = actor;
  const { connector, details, address } = filled;
  const id = newId();
  const { keyId, seal } = await vault();
  const sealed = await seal({ accountId, connectionId: id, connector, details }, filled.credentials);
  return nameGuard(name, environment, () =>
    db().transaction(async (tx) => {
      authorizeCreate(await holdUser(tx, actor), environment, []);
      await claimAttempt(tx, attempt);
      const now = new Date();
      await tx.insert(connections).values({
        id,
        accountId,
        environment,
        connector,
        name,
        nameKey: nameKey(name),
        details,
        address,
        createdBy: actor.id,
        createdAt: now,
        modifiedAt: now,
        adminCount: 1,
        credentialsKeyId: keyId,
      });
      await tx.insert(connectionCredentials).values({ connectionId: id, accountId, sealed, sealedAt: now });
      await tx.insert(connectionAdmins).values({ accountId, connectionId: id, userId: actor.id, addedAt: now });
      const by = { accountId, actorId: actor.id };
      await record(tx, by, id, { action: "connection.created", data: { name, connector, environment } });
      return { id, name };
    }),
  );
}

/** The actor as they are after the wait, and until the transaction ends. Throws AppError `unauthorized`. */
async function holdUser(tx: Transaction, actor: Actor): Promise<Actor> {
  const [user] = await tx
    .select({ role: users.role })
    .from(users)
    .where(and(eq(users.id, actor.id), sql`${users.status} = 'active'`))
    .for("share");
  if (user === undefined) throw new AppError("unauthorized", "Your user was deactivated. Nothing has been stored.");
  return { ...actor, role: user.role };
}

async function requireCreateRight(actor: Actor, environment: Environment): Promise<void> {
  if (answerCreate(actor, environment, []).allowed) return;
  authorizeCreate(actor, environment, await listSuperAdminNames(actor));
}
