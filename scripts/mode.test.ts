import { expect, test } from "vitest";
import { isLoopback, modeOf } from "./mode.mjs";

const operated = {
  DATABASE_URL: "postgres://x",
  ENCRYPTION_KEYS: "k",
  NEXTAUTH_SECRET: "s",
  NEXTAUTH_URL: "https://x",
};

test("nothing set is the embedded mode, everything set an operated one", () => {
  expect(modeOf({})).toBe("embedded");
  expect(modeOf({ NODE_ENV: "development", PORT: "4000" })).toBe("embedded");
  expect(modeOf({ DATABASE_URL: "" })).toBe("embedded");
  expect(modeOf({ NEXTAUTH_URL: "https://x" })).toBe("embedded");
  expect(modeOf(operated)).toBe("operated");
  expect(modeOf({ ...operated, NODE_ENV: "production" })).toBe("operated");
});

test("one setting given means that all are needed, and each missing one is named without any value", () => {
  expect(() => modeOf({ DATABASE_URL: "postgres://hidden" })).toThrow(
    /Not set: ENCRYPTION_KEYS, NEXTAUTH_SECRET, NEXTAUTH_URL\./,
  );
  expect(() => modeOf({ ENCRYPTION_KEYS: "hidden" })).not.toThrow(/hidden/);
  expect(() => modeOf({ NODE_ENV: "production" })).toThrow(
    /Not set: DATABASE_URL, ENCRYPTION_KEYS, NEXTAUTH_SECRET, NEXTAUTH_URL\./,
  );
});

test("only loopback addresses keep the demo to this machine", () => {
  for (const host of ["127.0.0.1", "127.8.9.1", "::1", "localhost"]) expect(isLoopback(host)).toBe(true);
  for (const host of ["0.0.0.0", "::", "192.168.1.4", "127.0.0.1.example.com", "example.com"])
    expect(isLoopback(host)).toBe(false);
});
