import type { Actor } from "@/lib/policy";
import { makeOrders, type Places, startPlaces } from "@/scripts/testing/places";
import { test as base, expect } from "./fixtures";

type Orders = Awaited<ReturnType<typeof makeOrders>>;

/** With a server of three databases, whose rows say which environment they are of, and an object over them. */
export const test = base.extend<{ makeOrdersOf(builder: Actor): Promise<Orders> }, { places: Places }>({
  places: [
    async ({ browserName: _ }, use) => {
      const places = await startPlaces();
      await use(places);
      await places.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  makeOrdersOf: async ({ places }, use) => {
    await use((builder) => makeOrders(places, builder));
  },
});

export { expect };
