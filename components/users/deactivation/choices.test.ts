import { expect, test } from "vitest";
import type { LeftBehind } from "@/lib/users/deactivation/schema";
import {
  type Chosen,
  decided,
  type Fate,
  inputOf,
  leftToNobody,
  nothingChosenYet,
  undecided,
  without,
} from "./choices";

const left: LeftBehind = {
  user: { id: "tomasz", name: "Tomasz Wrona", email: "t@norrvik.example", role: "member" },
  connections: {
    rows: [],
    more: true,
    total: 5000,
    byEnvironment: { development: 4998, test: 1, production: 1 },
    seen: "these",
  },
  apps: { rows: [], more: false, total: 2 },
  shared: { connections: 0, apps: 0 },
  drafts: { total: 0, some: [] },
  requestsMade: { total: 0, some: [] },
  requestsToAnswer: { total: 0, some: [] },
  invitations: { total: 0, some: [] },
};
const hanna = { id: "hanna", name: "Hanna Eriksen" };
const priya = { id: "priya", name: "Priya Raman" };
const singly: Chosen = {
  ...nothingChosenYet,
  connections: new Map<string, Fate>([
    ["orders", priya],
    ["ledger", "nobody"],
  ]),
  apps: new Map([["shop", hanna]]),
};

test("each one that is decided about is one fewer, and one person for the rest is enough for all", () => {
  expect(undecided(left, nothingChosenYet)).toEqual({ connections: 5000, apps: 2 });
  expect(undecided(left, singly)).toEqual({ connections: 4998, apps: 1 });
  expect(undecided(left, { ...singly, leaveRest: true })).toEqual({ connections: 0, apps: 1 });
  expect(undecided(left, { ...singly, rest: hanna })).toEqual({ connections: 0, apps: 0 });
});

test("what stays with nobody is counted, also where somebody gets the rest", () => {
  expect(leftToNobody(left, singly)).toBe(1);
  expect(leftToNobody(left, { ...singly, leaveRest: true })).toBe(4999);
  expect(leftToNobody(left, { ...singly, leaveRest: true, rest: hanna })).toBe(1);
});

test("the command is told each choice, and which list was seen only where the rest is left", () => {
  const input = {
    userId: "tomasz",
    connections: [{ id: "orders", to: "priya" }],
    leaveWithout: ["ledger"],
    apps: [{ id: "shop", to: "hanna" }],
    restTo: null,
    leaveRest: null,
    invitations: "withdraw",
  };
  expect(inputOf(left, singly)).toEqual(input);
  expect(inputOf(left, { ...singly, leaveRest: true })).toEqual({ ...input, leaveRest: { seen: "these" } });
  expect(inputOf(left, { ...singly, rest: hanna, invitations: "keep" })).toEqual({
    ...input,
    restTo: "hanna",
    invitations: "keep",
  });
});

test("what was in vain is taken back and the rest is decided about again; all else stays", () => {
  expect(without({ ...singly, leaveRest: true, rest: hanna }, ["ledger", "shop"])).toEqual({
    ...nothingChosenYet,
    rest: hanna,
    connections: new Map([["orders", priya]]),
  });
  expect([...decided(singly.apps, "shop", null)]).toEqual([]);
  expect([...decided(singly.apps, "shop", priya)]).toEqual([["shop", priya]]);
});
