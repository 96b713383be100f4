import { expect, test } from "vitest";
import { decide, goneFrom, type Sole } from "./decide";
import { nothingChosen } from "./schema";

const sole: Sole = { connectionIds: ["orders", "ledger"], appIds: ["shop"], seen: "these two" };
const nothing: Sole = { connectionIds: [], appIds: [], seen: "none" };
const shop = [{ id: "shop", to: "hanna" }];

test("nothing is left, nothing has to be decided", () => {
  expect(decide(nothing, nothingChosen)).toEqual({ connections: [], apps: [], leaveWithout: [] });
});

test("what is not named goes to who gets the rest, and what is named to whom it is named for", () => {
  const connections = [{ id: "ledger", to: "priya" }];
  expect(decide(sole, { ...nothingChosen, connections, restTo: "hanna" })).toEqual({
    connections: [...connections, { id: "orders", to: "hanna" }],
    apps: shop,
    leaveWithout: [],
  });
});

test("a connection stays without an admin by name, or as one of those that were seen", () => {
  const byName = { ...nothingChosen, apps: shop, leaveWithout: ["ledger", "orders"] };
  expect(decide(sole, byName)).toMatchObject({ connections: [], leaveWithout: ["ledger", "orders"] });
  const bySight = { ...nothingChosen, apps: shop, leaveRest: { seen: "these two" } };
  expect(decide(sole, bySight)).toMatchObject({ connections: [], leaveWithout: ["orders", "ledger"] });
  expect(decide(sole, { ...bySight, leaveRest: { seen: "others" } })).toBeNull();
});

test("who gets the rest gets what else would stay without an admin", () => {
  const both = { ...nothingChosen, restTo: "hanna", leaveRest: { seen: "these two" }, leaveWithout: ["orders"] };
  expect(decide(sole, both)).toEqual({
    connections: [{ id: "ledger", to: "hanna" }],
    apps: shop,
    leaveWithout: ["orders"],
  });
});

test.each([
  ["nothing at all", {}],
  ["one connection of two", { apps: shop, connections: [{ id: "orders", to: "hanna" }] }],
  ["no app", { leaveWithout: ["orders", "ledger"] }],
  ["a connection that is not theirs alone", { restTo: "hanna", connections: [{ id: "other", to: "hanna" }] }],
  ["leaving a connection that is not theirs alone", { restTo: "hanna", leaveWithout: ["other"] }],
  ["an app that is not theirs alone", { restTo: "hanna", apps: [{ id: "other", to: "hanna" }] }],
])("who decided about %s has to look again", (_, chosen) => {
  expect(decide(sole, { ...nothingChosen, ...chosen })).toBeNull();
});

test("what was decided about in vain is named, whatever it was", () => {
  const chosen = {
    ...nothingChosen,
    connections: [
      { id: "orders", to: "hanna" },
      { id: "given away", to: "hanna" },
    ],
    leaveWithout: ["ledger", "deleted"],
    apps: [...shop, { id: "managed by two", to: "priya" }],
  };
  expect(goneFrom(sole, chosen)).toEqual(["given away", "deleted", "managed by two"]);
});
