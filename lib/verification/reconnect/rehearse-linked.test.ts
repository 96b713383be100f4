import { expect, test } from "vitest";
import { readsShop } from "@/scripts/testing/succession";
import type { Session } from "../../connectors/define-connector";
import { untilAborted } from "../../connectors/until-aborted";
import { rehearseLinked } from "./rehearse-linked";

const linked = [
  {
    app: { id: "app", name: "Fulfilment" },
    id: "object",
    name: "Orders",
    table: "shop.orders",
    version: 1,
    visible: true,
    definition: readsShop("orders"),
  },
];

const never = () => Promise.reject(new Error("Only tables are described here."));

/** A server that answers nothing, until somebody has enough of it. */
const silent: Session = {
  verify: never,
  catalog: never,
  describe: never,
  describeAll: (_, signal) => untilAborted(new Promise(() => {}), signal),
  read: never,
  count: never,
  write: never,
  close: async () => undefined,
};

test("a rehearsal that goes on for too long is stopped, and the credentials are said to stay", async () => {
  const { signal } = new AbortController();
  const tried = rehearseLinked(silent, "postgresql", linked, { signal, onRehearsal: undefined, limitMs: 20 });
  await expect(tried).rejects.toMatchObject({
    code: "timeout",
    message: expect.stringMatching(
      /^Rehearsing 1 external data object took longer .* The stored credentials stay in use\./,
    ),
  });
});

test("one that somebody stops in time is cancelled, not too slow", async () => {
  const stop = new AbortController();
  const tried = rehearseLinked(silent, "postgresql", linked, { signal: stop.signal, onRehearsal: () => stop.abort() });
  await expect(tried).rejects.toMatchObject({ code: "cancelled" });
});
