import { expect, test } from "vitest";
import { connectorForms, connectorIds } from "@/lib/connectors/forms";
import { connectorNames, connectorOrder } from "./connector-names";

test("the list calls every connector what its form calls it", () => {
  expect([...connectorOrder].sort()).toEqual([...connectorIds].sort());
  for (const id of connectorIds) expect(connectorNames[id]).toBe(connectorForms[id].name);
});
