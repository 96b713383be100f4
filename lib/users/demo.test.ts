import { expect, test } from "vitest";
import { demoPassword, demoUsers, isPublicPassword } from "./demo";

const email = demoUsers[0].email;
const reachable = { embedded: true, demoSignIns: false };

test("the printed demo password opens nothing where others can reach the installation", () => {
  expect(isPublicPassword({ email, password: demoPassword }, reachable)).toBe(true);
});

test("it opens the demo on this machine, and a changed password or another user is nobody's business", () => {
  expect(isPublicPassword({ email, password: demoPassword }, { embedded: true, demoSignIns: true })).toBe(false);
  expect(isPublicPassword({ email, password: "changed since" }, reachable)).toBe(false);
  expect(isPublicPassword({ email: "ada@example.org", password: demoPassword }, reachable)).toBe(false);
  expect(isPublicPassword({ email, password: demoPassword }, { embedded: false, demoSignIns: false })).toBe(false);
});
