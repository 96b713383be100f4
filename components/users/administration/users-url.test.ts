import { expect, test } from "vitest";
import { listUsersInput } from "@/lib/users/administration/schema";
import { usersHref } from "./users-url";

const view = (values: Record<string, string> = {}) => listUsersInput.parse(values);

test("the address names what is not the default, and nothing else", () => {
  expect(usersHref(view())).toBe("/administration/users?environment=development");
  expect(usersHref(view({ environment: "test", q: " ada ", role: "super_admin", status: "active" }))).toBe(
    "/administration/users?environment=test&q=ada&role=super_admin&status=active",
  );
  expect(usersHref(view({ sort: "last_sign_in", direction: "desc" }))).toBe(
    "/administration/users?environment=development&sort=last_sign_in&direction=desc",
  );
});

test("turning a page keeps everything else; a change of anything else begins at the first page", () => {
  const second = view({ q: "ada", after: "cursor" });
  expect(usersHref(second, { after: undefined, before: "other" })).toBe(
    "/administration/users?environment=development&q=ada&before=other",
  );
  expect(usersHref(second, { status: "active" })).toBe(
    "/administration/users?environment=development&q=ada&status=active",
  );
});

test("an address that somebody wrote falls back where it says nothing that is known", () => {
  expect(view({ role: "owner", status: "gone", sort: "age", direction: "sideways" })).toEqual(view());
});
