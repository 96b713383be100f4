import { expect, test } from "vitest";
import type { ListView } from "./list-url";
import { connectionsText, countText, everyConnection, nothingFound } from "./status-words";

const view: ListView = {
  environment: "development",
  q: "",
  connector: [],
  status: [],
  show: "all",
  sort: "modified_at",
  direction: "desc",
  hidden: [],
};
const twelve = { count: 12, capped: false };

test("a capped count says that there are more", () => {
  expect(countText({ count: 1000, capped: true })).toBe("1\u00a0000+");
  expect(connectionsText({ count: 1, capped: false })).toBe("1 connection");
  expect(connectionsText({ count: 0, capped: false })).toBe("0 connections");
  expect(countText({ count: 1234567, capped: false })).toBe("1\u00a0234\u00a0567");
});

test("all connections are the sum of their states", () => {
  const byStatus = {
    connected: { count: 1000, capped: true },
    needs_reconnecting: { count: 2, capped: false },
    needs_an_admin: { count: 1, capped: false },
  };
  expect(everyConnection(byStatus)).toEqual({ count: 1003, capped: true });
});

test("nothing found quotes the search and names the filters", () => {
  expect(nothingFound({ ...view, q: "ledgr", status: ["needs_an_admin"] }, twelve)).toEqual({
    title: "No connection matches “ledgr”",
    explanation: "12 connections in Development, none with this name and the status Needs an admin.",
  });
  expect(nothingFound({ ...view, show: "created", status: ["connected", "needs_reconnecting"] }, twelve)).toEqual({
    title: "No connection matches these filters",
    explanation: "12 connections in Development, none created by you with the status Connected or Needs reconnecting.",
  });
});
