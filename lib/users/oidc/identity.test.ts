import { expect, test } from "vitest";
import { identityOf } from "./identity";

const settings = { issuer: "https://id.example", superAdmins: { claim: "groups", group: "admins" } };
const read = (idToken: Record<string, unknown>, userinfo: Record<string, unknown> = {}) =>
  identityOf({ sub: "ada", ...idToken }, userinfo, settings);

test("verified is a plain true beside the email itself, and nothing else", () => {
  const email = "ada@norrvik.example";
  expect(read({ email, email_verified: true })).toMatchObject({ email, isEmailVerified: true });
  expect(read({ email: " x" }, { email: "ADA@Norrvik.example", email_verified: true })).toMatchObject({ email });
  for (const verified of ["true", 1, {}, null, undefined, false]) {
    expect(read({ email, email_verified: verified }).isEmailVerified).toBe(false);
  }
  expect(read({ email_verified: true }, { email }).isEmailVerified).toBe(false);
  expect(read({ email, email_verified: true }, { email: "other@norrvik.example" }).isEmailVerified).toBe(false);
});

test("what is no email is none, and a name that cannot be shown is left out", () => {
  for (const email of ["ada", "", "a\u0000@norrvik.example", 7, `${"a".repeat(250)}@norrvik.example`]) {
    expect(read({ email }).email).toBeNull();
  }
  expect([read({ name: "Ada" }).name, read({ name: "A\u0000da" }).name, read({ name: 7 }).name]).toEqual([
    "Ada",
    "",
    "",
  ]);
});

test("a subject is needed, and is kept to the letter", () => {
  expect(read({ sub: "Ada|42" }).subject).toBe("Ada|42");
  for (const sub of ["", 42, undefined, "a\u0000", "a".repeat(256)]) expect(() => read({ sub })).toThrow();
});

test("a group is one of a list or the only one, to the letter; anything else is no membership", () => {
  const isMember = (groups: unknown) => read({ groups }).superAdmins?.isMember;
  expect([isMember(["staff", "admins"]), isMember("admins")]).toEqual([true, true]);
  for (const groups of [["Admins"], "admins,staff", [["admins"]], { admins: true }, null, undefined]) {
    expect(isMember(groups)).toBe(false);
  }
  expect(read({ groups: "admins" }, { groups: [] }).superAdmins?.isMember).toBe(false);
});
