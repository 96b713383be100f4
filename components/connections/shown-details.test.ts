import { expect, test } from "vitest";
import { shownDetails } from "./shown-details";

const details = { host: "db.example.com", port: "5432", database: "orders", tls: "verify-full", ca: "" };

test("details are named and worded as in the form; what is empty is left out", () => {
  expect(shownDetails({ connector: "postgresql", details })).toEqual([
    { label: "Host", value: "db.example.com", literal: true },
    { label: "Port", value: "5432", literal: true },
    { label: "Database", value: "orders", literal: true },
    { label: "TLS", value: "Verify certificate and name", literal: false },
  ]);
});

test("a certificate is shown only where it is used", () => {
  const withCa = { ...details, ca: "PEM" };
  expect(shownDetails({ connector: "postgresql", details: withCa })).toContainEqual({
    label: "CA certificate",
    value: "PEM",
    literal: true,
  });
  expect(shownDetails({ connector: "postgresql", details: { ...withCa, tls: "require" } })).not.toContainEqual(
    expect.objectContaining({ label: "CA certificate" }),
  );
});

test("those who may not see details get none", () => {
  expect(shownDetails({ connector: "postgresql", details: null })).toBeNull();
});
