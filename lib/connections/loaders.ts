import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { env } from "../env";
import { orNotFound } from "../loader";
import { linkedObjects } from "../objects/linked/queries";
import { listConnections } from "./list/queries";
import { findConnectionDetail } from "./queries";
import { type ConnectionDetail, type ConnectionPage, connectionIdInput, type LinkedObjects, listInput } from "./schema";

/** A page's `searchParams`, as Next gives them. */
export type SearchParams = Record<string, string | string[] | undefined>;

export type LoadedConnections = {
  input: ReturnType<typeof listInput.parse>;
  page: ConnectionPage;
  /** Whether this installation has a sample database to connect. */
  hasSample: boolean;
};

/** The list that a URL asks for. Redirects to sign in. */
export async function loadConnections(searchParams: SearchParams): Promise<LoadedConnections> {
  const actor = await requireActorOrSignIn();
  const input = listInput.parse({
    ...Object.fromEntries(Object.entries(searchParams).map(([name, value]) => [name, oneOf(value)])),
    connector: listOf(searchParams.connector),
    status: listOf(searchParams.status),
  });
  const { embedded, sampleDatabaseUrl } = env();
  return { input, page: await listConnections(actor, input), hasSample: embedded && sampleDatabaseUrl !== null };
}

function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat();
}

/** A connection's own page; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadConnectionDetail = cache(
  async (id: string): Promise<{ connection: ConnectionDetail; linked: LinkedObjects }> => {
    const actor = await requireActorOrSignIn();
    if (!connectionIdInput.safeParse({ id }).success) notFound();
    return orNotFound(async () => {
      const [connection, linked] = await Promise.all([findConnectionDetail(actor, id), linkedObjects(actor, id)]);
      return { connection, linked };
    });
  },
);
