import { expect, test } from "vitest";
import { type ListView, listHref, parseHidden } from "./list-url";

const plain: ListView = {
  environment: "development",
  q: "",
  connector: [],
  status: [],
  show: "all",
  sort: "modified_at",
  direction: "desc",
  hidden: [],
};

test("an address says the environment and nothing that goes without saying", () => {
  expect(listHref(plain)).toBe("/connections?environment=development");
});

test("search, filters, sort and hidden columns are all in the address", () => {
  const view: ListView = {
    ...plain,
    environment: "production",
    q: " orders & co ",
    connector: ["postgresql"],
    status: ["needs_an_admin", "connected"],
    show: "created",
    sort: "name",
    direction: "asc",
    hidden: ["created_at", "objects"],
  };
  const query = new URL(listHref(view), "http://localhost").searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    environment: "production",
    q: "orders & co",
    show: "created",
    sort: "name",
    direction: "asc",
  });
  expect(query.getAll("status")).toEqual(["needs_an_admin", "connected"]);
  expect(parseHidden(query.getAll("columns"))).toEqual(["created_at", "objects"]);
});

test("paging keeps everything; any other change goes back to the first page and lets go of the new connection", () => {
  const view: ListView = { ...plain, q: "orders", after: "cursor", created: "0198c5a0-0000-7000-8000-000000000000" };
  expect(listHref(view, { after: "further" })).toBe("/connections?environment=development&q=orders&after=further");
  expect(listHref(view, { before: "back" })).toBe("/connections?environment=development&q=orders&before=back");
  expect(listHref(view, { show: "shared" })).toBe("/connections?environment=development&q=orders&show=shared");
});

test("unknown column names in an old bookmark are passed over, and the name cannot be hidden", () => {
  expect(parseHidden(["name", "created_at", "colour"])).toEqual(["created_at"]);
  expect(parseHidden(undefined)).toEqual([]);
});
