import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeObject, makeUser } from "@/db/factories";
import type { ObjectDefinition } from "@/lib/objects/schema";
import type { Actor, Environment } from "@/lib/policy";
import { requestAccess, requestDeploy } from "@/lib/requests/commands";
import { type Parcels, parcelColumns } from "./parcels";

export type RequestScene = {
  superAdmin: Actor;
  /** Manages the app and has no connection in Production. */
  builder: Actor;
  /** Manages the app too. */
  colleague: Actor;
  /** Has `use` in the app. */
  member: Actor;
  /** Administers the Production connection, and is in no app. */
  admin: Actor;
  /** Administers it too. */
  deputy: Actor;
  /** Of the same account, without anything. */
  nobody: Actor;
  appId: string;
  /** Published at version 1, bound nowhere. */
  objectId: string;
  connectionId: string;
};

type SceneOptions = { definition?: ObjectDefinition; details?: unknown; credentials?: Record<string, string> };

/** A builder who has to ask, and those who can answer, in an account of their own. */
export async function makeRequestScene({ definition, ...leading }: SceneOptions = {}): Promise<RequestScene> {
  const accountId = await makeAccount();
  const person = (name: string) => makeUser({ accountId, name });
  const superAdmin = await makeUser({ accountId, name: "Ines Albrecht", role: "super_admin" });
  const builder = await person("Hanna Eriksen");
  const colleague = await person("Tomasz Wrona");
  const member = await person("Mireille Okafor");
  const admin = await person("Priya Raman");
  const deputy = await person("Aiko Tanabe");
  const nobody = await person("Jonas Lindqvist");
  const members = [
    { user: colleague, level: "manage" as const },
    { user: member, level: "use" as const },
  ];
  const appId = await makeApp({ by: builder, members });
  const object = await makeObject({ by: builder, appId, ...(definition === undefined ? {} : { definition }) });
  const connection = await makeConnection({ by: admin, admins: [deputy], environment: "production", ...leading });
  const people = { superAdmin, builder, colleague, member, admin, deputy, nobody };
  return { ...people, appId, objectId: object.id, connectionId: connection.id };
}

/** What the scene's object shows of the parcels. */
export const parcelsDefinition: ObjectDefinition = {
  table: { schema: "public", name: "parcels" },
  columns: parcelColumns,
  membersWithUseMay: "read",
};

/** As `makeRequestScene`, with everything leading to a real table. */
export function makeParcelsScene({ external: { details, credentials } }: Parcels): Promise<RequestScene> {
  return makeRequestScene({ definition: parcelsDefinition, details, credentials });
}

type Asking = { by?: Actor; people?: readonly Actor[]; version?: number; message?: string };

export async function askDeploy(scene: RequestScene, options: Asking = {}): Promise<string> {
  const { by = scene.builder, people = [scene.admin, scene.deputy], version = 1, message = "" } = options;
  const userIds = people.map(({ id }) => id);
  const { objectId } = scene;
  return (await requestDeploy(by, { objectId, version, environment: "production", userIds, message })).id;
}

export async function askAccess(scene: RequestScene, options: Asking & { environment?: Environment } = {}) {
  const {
    by = scene.builder,
    people = [scene.admin, scene.deputy],
    message = "",
    environment = "production",
  } = options;
  const userIds = people.map(({ id }) => id);
  return (await requestAccess(by, { objectId: scene.objectId, environment, userIds, message })).id;
}

/** As if two weeks had passed. */
export async function expire(requestId: string): Promise<void> {
  await db().execute(sql`update requests set expires_at = now() - interval '1 second' where id = ${requestId}`);
}

/** What is stored, whoever may see it. */
export async function storedRequest(requestId: string) {
  const [row] = await db().execute<{
    state: string;
    answered_by: string | null;
    answer: string;
    connection_id: string | null;
  }>(sql`select state, answered_by::text, answer, connection_id::text from requests where id = ${requestId}`);
  return row;
}

/** Which version runs where, of the scene's object. */
export async function boundNow(scene: RequestScene) {
  const rows = await db().execute<{ environment: string; version: number; connection_id: string; bound_by: string }>(
    sql`select environment, version, connection_id::text, bound_by::text from object_bindings where object_id = ${scene.objectId}`,
  );
  return [...rows];
}

export async function eventsOf(subjectId: string) {
  const rows = await db().execute<{ action: string; actor_id: string; data: unknown }>(
    sql`select action, actor_id::text, data from audit_events where subject_id = ${subjectId} order by at, id`,
  );
  return [...rows];
}
