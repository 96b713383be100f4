import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { describeError, withoutPasswords } from "./describe-error";
import { AppError } from "./errors";

const marker = "hunter2-marker";

class PostgresError extends Error {
  readonly code = "23505";
  readonly constraint_name = "users_email_key";
  readonly detail = `Key (email)=(${marker}) already exists.`;
  readonly parameters = [marker];
}

test("a failed query keeps its SQL text, SQLSTATE and constraint, and none of its values", () => {
  const cause = new PostgresError(`duplicate key value: ${marker}`);
  const described = describeError(new DrizzleQueryError("insert into users (email) values ($1)", [marker], cause));
  expect(JSON.stringify(described)).not.toContain(marker);
  expect(described.query).toBe("insert into users (email) values ($1)");
  expect(described.cause).toMatchObject({ sqlstate: "23505", constraint: "users_email_key" });
  expect(described.cause?.stack).toContain("describe-error.test.ts");
});

test("a parser's words, which quote what they choke on, are left out", () => {
  const parse = () => JSON.parse(`{"password": ${marker}}`);
  expect(parse).toThrow(marker.slice(0, 1));
  let thrown: unknown;
  try {
    parse();
  } catch (error) {
    thrown = error;
  }
  expect(JSON.stringify(describeError(thrown))).not.toContain("hunter");
  expect(describeError(thrown)).toMatchObject({ type: "SyntaxError" });
});

test("a message of several lines does not come back through the stack", () => {
  class DriverError extends Error {}
  const described = describeError(new DriverError(`first\n    password: ${marker}\n at ${marker}`));
  expect(described.stack).toContain("describe-error.test.ts");
  expect(JSON.stringify(described).match(new RegExp(marker, "g"))?.length ?? 0).toBe(0);
});

test("our own errors and the engine's keep their words", () => {
  expect(describeError(new AppError("conflict", "This name is taken."))).toMatchObject({
    type: "AppError",
    code: "conflict",
    message: "This name is taken.",
  });
  expect(describeError(new TypeError("x is not a function")).message).toBe("x is not a function");
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
  expect(describeError(refused)).toMatchObject({
    code: "ECONNREFUSED",
    message: "connect ECONNREFUSED 127.0.0.1:5432",
  });
});

test("URLs lose their user and password", () => {
  expect(withoutPasswords(`cannot reach postgres://app:${marker}@db.example:5432/x and https://a@b/`)).toBe(
    "cannot reach postgres://db.example:5432/x and https://b/",
  );
  expect(withoutPasswords(`postgres://app:with@sign${marker}@db/x`)).toBe("postgres://db/x");
  expect(withoutPasswords("https://link.example.org/a@b")).toBe("https://link.example.org/a@b");
});

test("causes are followed, but not for ever", () => {
  const error = new Error("outer");
  error.cause = error;
  const text = JSON.stringify(describeError(error));
  expect(text.match(/"outer"/g)?.length).toBe(5);
  expect(describeError("a thrown text").type).toBe("string");
});
