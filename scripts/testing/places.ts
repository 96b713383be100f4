import { randomUUID } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser, makeVersion } from "@/db/factories";
import type { ObjectDefinition } from "@/lib/objects/schema";
import { type Actor, type Environment, environments } from "@/lib/policy";
import { type ExternalPostgres, startExternalPostgres } from "./external-postgres";
import { objectColumn } from "./object-column";

export type Places = {
  external: ExternalPostgres;
  /** As the superuser, in the database of an environment. */
  sql: Record<Environment, Sql>;
  stop(): Promise<void>;
};

const table = `
  create table orders (id bigint primary key, place text not null, note text);
  grant select, insert, update, delete on orders to reader;
`;

/** One server with a database for each environment: the same table, and one row that says where it is. */
export async function startPlaces(): Promise<Places> {
  const external = await startExternalPostgres("a password of the external server");
  const owner = postgres(external.superuserUrl, { max: 1, onnotice: () => undefined });
  for (const environment of environments) await owner`create database ${owner(environment)}`;
  await owner.end();
  const sql = {
    development: open(external, "development"),
    test: open(external, "test"),
    production: open(external, "production"),
  };
  for (const environment of environments) {
    await sql[environment].unsafe(table);
    await sql[environment]`insert into orders values (1, ${environment}, 'a note')`;
  }
  return {
    external,
    sql,
    async stop() {
      for (const environment of environments) await sql[environment].end();
      await external.stop();
    },
  };
}

function open({ superuserUrl }: ExternalPostgres, environment: Environment): Sql {
  const url = new URL(superuserUrl);
  url.pathname = `/${environment}`;
  return postgres(url.href, { max: 1, onnotice: () => undefined });
}

const columns = [
  objectColumn("id", "bigint", {
    label: "Order",
    nativeType: "bigint",
    primaryKey: true,
    nullable: false,
    mandatory: true,
  }),
  objectColumn("place", "text", { label: "Place", nullable: false, mandatory: true }),
  objectColumn("note", "text", { label: "Note" }),
];

/** Version 1 shows no note, version 2 does. */
export function ordersDefinition(version: 1 | 2): ObjectDefinition {
  const shown = version === 1 ? columns.slice(0, 2) : columns;
  return { table: { schema: "public", name: "orders" }, columns: shown, membersWithUseMay: "read" };
}

/** A builder, by default in an account of their own, with a connection in each environment, and an object of two versions, live in Development. */
export async function makeOrders({ external }: Places, who?: Actor) {
  const builder = who ?? (await makeUser({ accountId: await makeAccount() }));
  const connectTo = async (environment: Environment) => {
    const details = { ...external.details, database: environment };
    const name = `Orders of ${environment} ${randomUUID().slice(0, 8)}`;
    return makeConnection({ by: builder, environment, name, details, credentials: external.credentials });
  };
  const production = await connectTo("production");
  const connectionIds = {
    development: (await connectTo("development")).id,
    test: (await connectTo("test")).id,
    production: production.id,
  };
  const appId = await makeApp({ by: builder, name: "Fulfilment" });
  const { id: objectId } = await makeObject({ by: builder, appId, name: "Orders", definition: ordersDefinition(1) });
  await makeVersion({ by: builder, objectId, version: 2, definition: ordersDefinition(2) });
  await makeBinding({ by: builder, objectId, connectionId: connectionIds.development, version: 2 });
  return { builder, appId, objectId, connectionIds, production, connectTo };
}
