import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "../lib/env";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Client = { database: Database; close(): Promise<void> };

declare global {
  // One pool per process, kept here because a development server evaluates this module again at each change.
  var linkspanDatabase: Client | undefined;
}

/** Our own database; the pool is made at first use. */
export function db(): Database {
  globalThis.linkspanDatabase ??= openDatabase(env().databaseUrl);
  return globalThis.linkspanDatabase.database;
}

/** Ends the process's pool, waiting at most 5 s for running queries. For commands and a server that stops. */
export async function closeDatabase(): Promise<void> {
  const client = globalThis.linkspanDatabase;
  globalThis.linkspanDatabase = undefined;
  await client?.close();
}

/** A pool of its own, at most `max` connections. The caller closes it. */
export function openDatabase(url: string, max = 10): Client {
  const client = postgres(url, {
    max,
    connect_timeout: 10,
    idle_timeout: 60,
    connection: { application_name: "linkspan" },
    onnotice: () => undefined,
  });
  return { database: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) };
}
