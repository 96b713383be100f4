import { expect, test } from "vitest";
import {
  draftProblems,
  emptyDraft,
  formOf,
  groupProblems,
  isShown,
  keyOf,
  sharedProblem,
  submittedDetails,
} from "./connector-draft";

const form = formOf("postgresql");
const filled = {
  name: "Orders warehouse",
  details: { host: "orders-db.example", port: "5432", database: "orders", tls: "verify-full", ca: "" },
  credentials: { user: "reader", password: "secret" },
};

test("an untouched form names every field that must be typed, and no other", () => {
  const problems = draftProblems(form, emptyDraft(form), { named: true });
  expect(Object.keys(problems).sort()).toEqual([
    "credentials.password",
    "credentials.user",
    "details.database",
    "details.host",
    "name",
  ]);
});

test("a filled form has no problem", () => {
  expect(draftProblems(form, filled, { named: true })).toEqual({});
});

test("testing a connection does not need its name", () => {
  expect(draftProblems(form, { ...filled, name: "" }, { named: false })).toEqual({});
});

test("a problem is told in the words of the form", () => {
  expect(groupProblems(form, "details", { ...filled.details, port: "54320x" })).toEqual({
    "details.port": "A port is a number from 1 to 65535.",
  });
});

test("what is hidden is neither checked nor submitted", () => {
  const details = { ...filled.details, tls: "disable", ca: "half a certificate" };
  const ca = form.detailFields.ca;
  expect(ca === undefined ? null : isShown(ca, details)).toBe(false);
  expect(submittedDetails(form, details).ca).toBe("");
  expect(groupProblems(form, "details", details)).toEqual({});
  expect(Object.keys(groupProblems(form, "details", { ...details, tls: "verify-full" }))).toEqual(["details.ca"]);
});

test("fields are found by any name that the server gives them", () => {
  expect(keyOf(form, "host")).toBe("details.host");
  expect(keyOf(form, "details.host")).toBe("details.host");
  expect(keyOf(form, "credentials.password")).toBe("credentials.password");
  expect(keyOf(form, "name")).toBe("name");
  expect(keyOf(form, "attempt")).toBeNull();
});

test("a refused sign-in marks user and password with one sentence", () => {
  expect(sharedProblem(form, { stage: "sign_in", fields: ["user", "password"] })).toEqual({
    keys: ["credentials.user", "credentials.password"],
    message: "The server refused this user and password together.",
  });
  expect(sharedProblem(form, { stage: "read_catalog", fields: [] })).toBeNull();
});

test("a host that falls silent during sign-in is not said to have refused anybody", () => {
  expect(sharedProblem(form, { stage: "sign_in", fields: ["host", "port"] })?.message).toBe(
    "Check this host and port.",
  );
});
