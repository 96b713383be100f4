import { makeApp, makeBinding, makeObject } from "@/db/factories";
import type { Actor, Environment } from "@/lib/policy";
import { objectColumn } from "@/scripts/testing/object-column";
import { test as base } from "./fixtures";

export { expect } from "./fixtures";

type Shipments = { app: string; object: string; connection: string };
type ShipmentsOptions = { member?: Actor; environment?: Environment };

/** With a table on the server of `owner`, and an object that was published over it. */
export const test = base.extend<{ makeShipments(by: Actor, options?: ShipmentsOptions): Promise<Shipments> }>({
  makeShipments: async ({ account, owner }, use) => {
    const { sql, details, credentials } = owner;
    await sql.unsafe(`
      drop table if exists shipments;
      create table shipments (id bigint primary key, reference text, weight numeric, note text);
      insert into shipments values (7, 'NO-7', 12.5, 'fragile');
      grant select, insert, update, delete on shipments to reader;
    `);
    await use(async (by, { member, environment = "development" } = {}) => {
      const connection = await account.connection(by, { name: "Harbour", details, credentials, environment });
      const members = member === undefined ? [] : [{ user: member, level: "use" as const }];
      const app = await makeApp({ by, name: "Dispatch", members });
      const columns = [
        objectColumn("id", "bigint", { label: "Id", primaryKey: true, nullable: false, mandatory: true, ordinal: 1 }),
        objectColumn("reference", "text", { label: "Reference", ordinal: 2 }),
        objectColumn("weight", "decimal", { label: "Weight (kg)", nativeType: "numeric", ordinal: 3 }),
        objectColumn("note", "text", { label: "Remark", ordinal: 4 }),
      ];
      const table = { schema: "public", name: "shipments" };
      const definition = { table, columns, membersWithUseMay: "write" as const };
      const object = await makeObject({ by, appId: app, name: "Shipments", definition });
      await makeBinding({ by, objectId: object.id, connectionId: connection.id, environment });
      return { app, object: object.id, connection: connection.id };
    });
  },
});
