import type { Actor } from "@/lib/policy";
import { makeOrders } from "@/scripts/testing/places";
import { test as base, expect } from "./fixtures";

type Orders = Awaited<ReturnType<typeof makeOrders>>;

/** With an object over the databases of `places`. */
export const test = base.extend<{ makeOrdersOf(builder: Actor): Promise<Orders> }>({
  makeOrdersOf: async ({ places }, use) => {
    await use((builder) => makeOrders(places, builder));
  },
});

export { expect };
