import { makeVersion } from "@/db/factories";
import type { Actor } from "@/lib/policy";
import { test as base, expect, type ProductsOfATest, productColumns } from "./external-table";

type Scene = {
  /** Manages the app, and has a connection in Development alone. */
  builder: Actor;
  /** Administers the Production connection, and is in no app. */
  admin: Actor;
  products: ProductsOfATest;
  production: { id: string; name: string };
};

const table = { schema: "warehouse", name: "products" };

/** With a builder who has to ask, an admin who can answer, and an object of two versions; version 2 has no barcode. */
export const test = base.extend<{ makeRequestScene(): Promise<Scene> }>({
  makeRequestScene: async ({ account, makeProducts }, use) => {
    await use(async () => {
      const builder = await account.person("member", { name: "Hanna Eriksen" });
      const admin = await account.person("member", { name: "Priya Raman" });
      const products = await makeProducts(builder);
      await makeVersion({
        by: builder,
        objectId: products.object,
        version: 2,
        definition: {
          table,
          columns: productColumns.filter(({ name }) => name !== "barcode"),
          membersWithUseMay: "read",
        },
      });
      const production = await account.connection(admin, { name: "Catalogue, live", environment: "production" });
      return { builder, admin, products, production };
    });
  },
});

export { expect };
