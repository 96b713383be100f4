import { describe, expect, test } from "vitest";
import { postgresqlForm } from "./form";

const filled = { host: "db.example.com", port: "5432", database: "shop", tls: "verify-full", ca: "" };

describe("the host of a PostgreSQL connection", () => {
  test.for(["db.example.com", "DB.Example.com", "10.0.0.1", "fd00::1", "datenbank-bücher.example", "0x7f.1"])(
    "%s is one",
    (host) => {
      expect(postgresqlForm.details.safeParse({ ...filled, host }).success).toBe(true);
    },
  );

  test.for([
    "",
    "/var/run/postgresql",
    "@abstract",
    "db.example.com:5432/shop",
    "postgres://db.example.com",
    "db.example.com?sslmode=disable",
    "user@db.example.com",
    "db example.com",
    "fe80::1%eth0",
    "-db",
    "db\0.example.com",
  ])("%j is none", (host) => {
    expect(postgresqlForm.details.safeParse({ ...filled, host }).success).toBe(false);
  });
});

describe("the form of a PostgreSQL connection", () => {
  test("takes no field beside its own, so no option of the driver can be slipped in", () => {
    expect(postgresqlForm.details.safeParse({ ...filled, options: "-c search_path=evil" }).success).toBe(false);
    const credentials = { user: "reader", password: "secret" };
    expect(postgresqlForm.credentials.safeParse({ ...credentials, sslkey: "/etc/shadow" }).success).toBe(false);
  });

  test.for(["0", "65536", "5432 or so", "-1", ""])("refuses %j as a port", (port) => {
    expect(postgresqlForm.details.safeParse({ ...filled, port }).success).toBe(false);
  });

  test("stores a port as a number and a host in lower case", () => {
    expect(postgresqlForm.details.parse({ ...filled, host: " DB.Example.com " })).toMatchObject({
      host: "db.example.com",
      port: 5432,
    });
  });
});

describe("a pasted URL", () => {
  test("fills what it says", () => {
    expect(
      postgresqlForm.parseUrl("postgres://reader:p%40ss%2Fword@db.example.com:6543/sho%70?sslmode=require"),
    ).toEqual({
      details: { host: "db.example.com", port: "6543", database: "shop", tls: "require" },
      credentials: { user: "reader", password: "p@ss/word" },
    });
    expect(postgresqlForm.parseUrl("postgresql://[fd00::1]/shop")).toEqual({
      details: { host: "fd00::1", port: "5432", database: "shop" },
      credentials: {},
    });
  });

  test("is left alone when it is another platform's or none", () => {
    expect(postgresqlForm.parseUrl("mysql://db.example.com/shop")).toBeNull();
    expect(postgresqlForm.parseUrl("db.example.com")).toBeNull();
  });
});
