import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { appMembers, connections, objectVersions } from "@/db/schema";
import { createObject, saveDraft } from "@/lib/objects/drafts/commands";
import type { ObjectDraft } from "@/lib/objects/drafts/schema";
import type { Actor } from "@/lib/policy";
import { hostile, type Parcels, startParcels } from "./parcels";

/** Tables beside the parcels: some that no object can be made of, and one whose columns the user may not all write. */
export async function startDraftTables(): Promise<Parcels> {
  const parcels = await startParcels();
  await parcels.sql.unsafe(`
    create table two_keys (a int, b int, primary key (a, b));
    create table keyless (a int);
    create table shaped (id int primary key, area point not null);
    create view parcel_view as select * from parcels;
    create table stock (
      sku text primary key, counted int not null default 0, area point, locked text, made int generated always as (counted * 2) stored
    );
    grant select on two_keys, keyless, shaped, parcel_view, stock to reader;
    grant insert on stock to reader;
    grant update (sku, counted) on stock to reader;
  `);
  return parcels;
}

export const parcelsDraft: ObjectDraft = {
  table: { schema: "public", name: "parcels" },
  columns: [
    { name: "id", label: "Parcel", readOnly: false },
    { name: hostile, label: "", readOnly: true },
    { name: "status", label: "State", readOnly: false },
  ],
  membersWithUseMay: "write",
};

/** An account of its own with a connection that really leads to the external server. */
export async function makeScene({ external: { details, credentials } }: Parcels) {
  const builder = await makeUser({ accountId: await makeAccount() });
  const connection = await makeConnection({ by: builder, details, credentials });
  const appId = await makeApp({ by: builder });
  return { builder, connectionId: connection.id, appId };
}

export async function makeDraft(parcels: Parcels, draft: ObjectDraft = parcelsDraft) {
  const scene = await makeScene(parcels);
  const { builder, connectionId, appId } = scene;
  const { id } = await createObject(builder, { appId, connectionId, name: "Parcels", description: "" });
  const { revision } = await saveDraft(builder, { id, revision: 0, connectionId, draft });
  return { ...scene, id, revision };
}

export async function joinApp(appId: string, user: Actor, level: "manage" | "use"): Promise<void> {
  const { id: userId, accountId } = user;
  await db().insert(appMembers).values({ accountId, appId, userId, level, addedAt: new Date() });
}

export async function linksOf(connectionId: string): Promise<number | undefined> {
  const [row] = await db()
    .select({ count: connections.linkedObjectCount })
    .from(connections)
    .where(eq(connections.id, connectionId));
  return row?.count;
}

export async function versionsOf(objectId: string) {
  return db().select().from(objectVersions).where(eq(objectVersions.objectId, objectId));
}
