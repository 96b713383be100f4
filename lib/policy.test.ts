import { describe, expect, test } from "vitest";
import { AppError } from "./errors";
import {
  type Actor,
  type AppAbility,
  type AppFacts,
  abilitiesIn,
  abilitiesOn,
  answer,
  answerCreate,
  answerInApp,
  answerOnRequest,
  appAbilities,
  ask,
  authorize,
  authorizeCreate,
  authorizeInApp,
  authorizeRequest,
  authorizeUserAdministration,
  type ConnectionAbility,
  connectionAbilities,
  type Environment,
  type RequestAbility,
  type Role,
  requestAbilities,
} from "./policy";

const actor = (role: Role): Actor => ({ id: "u1", accountId: "a1", name: "Ines", email: "ines@norrvik.example", role });

/** What an answer comes down to. */
const word = (given: ReturnType<typeof answer>) => (given.allowed ? "yes" : "hidden" in given ? "404" : "no");

// The product's table, written down a second time: admin, super admin who is not, anyone else.
const connectionPromises: Record<ConnectionAbility, readonly [string, string, string]> = {
  "connection.see": ["yes", "yes", "404"],
  "connection.see_details": ["yes", "no", "404"],
  "connection.see_admins": ["yes", "yes", "404"],
  "connection.add_admin": ["yes", "yes", "404"],
  "connection.break_glass": ["no", "yes", "404"],
  // While it has an admin.
  "connection.take_over": ["no", "no", "404"],
  "connection.revoke_admin": ["yes", "no", "404"],
  "connection.rename": ["yes", "no", "404"],
  "connection.reconnect": ["yes", "no", "404"],
  "connection.delete": ["yes", "no", "404"],
  "connection.duplicate": ["yes", "no", "404"],
  "connection.use": ["yes", "no", "404"],
};

describe.each(connectionAbilities)("%s", (ability) => {
  const [admin, superAdmin, other] = connectionPromises[ability];

  test.each(["member", "super_admin"] as const)("its admin with the role %s", (role) => {
    expect(word(answer(actor(role), ability, { accountId: "a1", isAdmin: true }))).toBe(admin);
  });

  test("a super admin who is not its admin", () => {
    const given = answer(actor("super_admin"), ability, { accountId: "a1", isAdmin: false });
    expect(word(given)).toBe(superAdmin);
    if ("reason" in given) expect(given.reason).toMatch(/^Share this connection with yourself to .+\.$/);
  });

  test("anyone else in the account", () => {
    expect(word(answer(actor("member"), ability, { accountId: "a1", isAdmin: false }))).toBe(other);
  });

  test.each(["member", "super_admin"] as const)("a %s of another account, whatever the facts say", (role) => {
    for (const isAdmin of [true, false]) {
      expect(word(answer(actor(role), ability, { accountId: "a2", isAdmin }))).toBe("404");
    }
  });
});

// manage, use (reading only), use (writing allowed), super admin who is not a member, anyone else.
const appPromises: Record<AppAbility, readonly [string, string, string, string, string]> = {
  "app.see": ["yes", "yes", "yes", "yes", "404"],
  "app.rename": ["yes", "no", "no", "no", "404"],
  "app.delete": ["yes", "no", "no", "no", "404"],
  "app.manage_members": ["yes", "no", "no", "no", "404"],
  "app.add_self": ["no", "no", "no", "yes", "404"],
  "object.see": ["yes", "yes", "yes", "yes", "404"],
  "object.see_connection": ["yes", "yes", "yes", "yes", "404"],
  "object.create": ["yes", "no", "no", "no", "404"],
  "object.edit": ["yes", "no", "no", "no", "404"],
  "object.deploy": ["yes", "no", "no", "no", "404"],
  "object.check": ["yes", "no", "no", "no", "404"],
  "object.delete": ["yes", "no", "no", "no", "404"],
  "rows.read": ["yes", "yes", "yes", "no", "404"],
  "rows.write": ["yes", "no", "yes", "no", "404"],
};

describe.each(appAbilities)("%s", (ability) => {
  const [manage, use, useWriting, superAdmin, other] = appPromises[ability];
  const facts = (given: Partial<AppFacts>): AppFacts => ({
    accountId: "a1",
    level: null,
    managers: ["Tomasz Wrona"],
    membersWithUseMay: "read",
    ...given,
  });

  test.each(["member", "super_admin"] as const)("members with manage and use, whose role is %s", (role) => {
    expect(word(answerInApp(actor(role), ability, facts({ level: "manage" })))).toBe(manage);
    expect(word(answerInApp(actor(role), ability, facts({ level: "use" })))).toBe(use);
    const writing = facts({ level: "use", membersWithUseMay: "write" });
    expect(word(answerInApp(actor(role), ability, writing))).toBe(useWriting);
  });

  test("a refusal of a member with use names whom to ask", () => {
    const given = answerInApp(actor("member"), ability, facts({ level: "use" }));
    if ("reason" in given && ability !== "app.add_self") expect(given.reason).toContain("Ask Tomasz Wrona.");
  });

  test("those who are not members", () => {
    expect(word(answerInApp(actor("super_admin"), ability, facts({})))).toBe(superAdmin);
    expect(word(answerInApp(actor("member"), ability, facts({})))).toBe(other);
  });

  test.each(["manage", "use", null] as const)("another account with the level %s", (level) => {
    expect(word(answerInApp(actor("super_admin"), ability, facts({ accountId: "a2", level })))).toBe("404");
    expect(word(answerInApp(actor("member"), ability, facts({ accountId: "a2", level })))).toBe("404");
  });
});

test.each<[Environment, Role, string]>([
  ["development", "member", "yes"],
  ["development", "super_admin", "yes"],
  ["test", "member", "no"],
  ["test", "super_admin", "yes"],
  ["production", "member", "no"],
  ["production", "super_admin", "yes"],
])("creating in %s as %s: %s", (environment, role, expected) => {
  expect(word(answerCreate(actor(role), environment, ["Ines Albrecht"]))).toBe(expected);
});

test("a member who may not create is told whom to ask", () => {
  expect(() => authorizeCreate(actor("member"), "production", ["Ines Albrecht", "Priya Raman"])).toThrowError(
    "In Production only super admins create connections. Ask Ines Albrecht or Priya Raman.",
  );
});

test("authorize gives the connection back, refuses with the reason, and hides what may not be seen", () => {
  const connection = { accountId: "a1", isAdmin: true, name: "Orders warehouse" };
  expect(authorize(actor("member"), "connection.rename", connection)).toBe(connection);
  expect(codeOf(() => authorize(actor("super_admin"), "connection.rename", { ...connection, isAdmin: false }))).toBe(
    "forbidden",
  );
  const hidden = () => authorize(actor("member"), "connection.rename", { ...connection, isAdmin: false });
  const absent = () => authorize(actor("member"), "connection.rename", null);
  expect(codeOf(hidden)).toBe("not_found");
  // Told apart, they would say that it exists.
  expect(messageOf(hidden)).toBe(messageOf(absent));
});

test("an app that may not be seen reads like one that does not exist", () => {
  const hidden = () => authorizeInApp(actor("member"), "app.see", { accountId: "a1", level: null, managers: ["Ines"] });
  expect(codeOf(hidden)).toBe("not_found");
  expect(messageOf(hidden)).toBe(messageOf(() => authorizeInApp(actor("member"), "app.see", null)));
});

// The asker, one who is asked, one who is asked and lost every connection that would do, anyone else.
const requestPromises: Record<RequestAbility, readonly [string, string, string, string]> = {
  "request.see": ["yes", "yes", "yes", "404"],
  "request.answer": ["no", "yes", "no", "404"],
  "request.withdraw": ["yes", "no", "no", "404"],
};

describe.each(requestAbilities)("%s", (ability) => {
  const [asker, asked, unfit, other] = requestPromises[ability];
  const none = { accountId: "a1", isAsker: false, isAsked: false, hasConnection: false };

  test.each(["member", "super_admin"] as const)("each relation, with the role %s", (role) => {
    const given = (facts: Partial<typeof none>) => word(answerOnRequest(actor(role), ability, { ...none, ...facts }));
    expect(given({ isAsker: true })).toBe(asker);
    // Somebody who administers a connection there since they asked still asked.
    expect(given({ isAsker: true, isAsked: true, hasConnection: true })).toBe(asker);
    expect(given({ isAsked: true, hasConnection: true })).toBe(asked);
    expect(given({ isAsked: true })).toBe(unfit);
    expect(given({ hasConnection: true })).toBe(other);
    expect(given({})).toBe(other);
    expect(given({ accountId: "a2", isAsker: true, isAsked: true, hasConnection: true })).toBe("404");
  });
});

test("a request of nobody reads like one that does not exist", () => {
  const facts = { accountId: "a1", isAsker: false, isAsked: false, hasConnection: true };
  const hidden = () => authorizeRequest(actor("super_admin"), "request.see", facts);
  expect(codeOf(hidden)).toBe("not_found");
  expect(messageOf(hidden)).toBe(messageOf(() => authorizeRequest(actor("super_admin"), "request.see", null)));
  const asked = { ...facts, isAsked: true };
  expect(authorizeRequest(actor("member"), "request.answer", asked)).toBe(asked);
});

test("only super admins administer users", () => {
  expect(() => authorizeUserAdministration(actor("super_admin"))).not.toThrow();
  expect(codeOf(() => authorizeUserAdministration(actor("member")))).toBe("forbidden");
});

describe("a connection that needs an admin is taken over", () => {
  const needy = { accountId: "a1", isAdmin: false, adminCount: 0 };
  const takingOver = (role: Role, facts: Parameters<typeof answer>[2]) =>
    word(answer(actor(role), "connection.take_over", facts));

  test("by super admins of its account, also by one who holds it for a time", () => {
    expect(takingOver("super_admin", needy)).toBe("yes");
    expect(takingOver("super_admin", { ...needy, isAdmin: true })).toBe("yes");
    expect(takingOver("super_admin", { ...needy, accountId: "a2" })).toBe("404");
  });

  test("by nobody else", () => {
    expect(takingOver("member", needy)).toBe("404");
    expect(takingOver("member", { ...needy, isAdmin: true })).toBe("no");
    expect(takingOver("super_admin", { ...needy, adminCount: 1 })).toBe("no");
  });

  test("and only then is it among the abilities", () => {
    const may = (facts: Parameters<typeof answer>[2]) =>
      abilitiesOn(actor("super_admin"), facts).includes("connection.take_over");
    expect([may(needy), may({ ...needy, isAdmin: true }), may({ ...needy, adminCount: 1 })]).toEqual([
      true,
      true,
      false,
    ]);
    expect(abilitiesOn(actor("member"), needy)).toEqual([]);
  });
});

test("abilities are exactly what is allowed", () => {
  expect(abilitiesOn(actor("super_admin"), { accountId: "a1", isAdmin: false })).toEqual([
    "connection.see",
    "connection.see_admins",
    "connection.add_admin",
    "connection.break_glass",
  ]);
  expect(abilitiesIn(actor("member"), { accountId: "a1", level: null, managers: [] })).toEqual([]);
});

test.each([
  [[], "Ask a super admin."],
  [["Ines"], "Ask Ines."],
  [["Ines", "Priya"], "Ask Ines or Priya."],
  [["Ines", "Priya", "Tomasz", "Aiko"], "Ask Ines, Priya or Tomasz."],
])("whom to ask among %j", (people, sentence) => {
  expect(ask(people)).toBe(sentence);
});

function thrownBy(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}
const codeOf = (run: () => unknown) => thrownBy(run).code;
const messageOf = (run: () => unknown) => thrownBy(run).message;
