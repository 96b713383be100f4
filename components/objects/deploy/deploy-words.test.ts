import { describe, expect, test } from "vitest";
import { changeOf, type RehearsalState, refuseDeploy } from "./deploy-words";

const bound = { version: 2, connection: { id: "here", name: "Ledger" } };
const place = { bound, connections: [] };
const kindOf = (version: number, connectionId: string | null) =>
  changeOf({ version, connectionId }, place, "production").kind;

describe("what deploying would change", () => {
  test("names the environment where nothing runs yet", () => {
    const change = changeOf({ version: 1, connectionId: "here" }, { bound: null, connections: [] }, "test");
    expect(change).toMatchObject({ kind: "first", title: "Version 1 will be the first in Test." });
  });

  test("tells newer, earlier, the same elsewhere and the same from each other", () => {
    expect([kindOf(3, "here"), kindOf(1, "here"), kindOf(2, "there"), kindOf(2, "here")]).toEqual([
      "newer",
      "back",
      "move",
      "none",
    ]);
  });

  test("an earlier version is a way back, in these words", () => {
    const { title, text } = changeOf({ version: 1, connectionId: "here" }, place, "production");
    expect(title).toBe("Go back to version 1 in Production.");
    expect(text).toBe("Production runs version 2 now, which stays published.");
  });

  test("says which connection is left, and nothing of it while none is chosen", () => {
    expect(changeOf({ version: 3, connectionId: "there" }, place, "production").text).toContain("It leaves “Ledger”.");
    expect(changeOf({ version: 3, connectionId: null }, place, "production").text).not.toContain("Ledger");
    expect(kindOf(2, null)).toBe("none");
  });
});

describe("why it cannot be deployed", () => {
  const change = changeOf({ version: 3, connectionId: "here" }, place, "production");
  const refusal = (rehearsal: RehearsalState) =>
    refuseDeploy(change, { connectionId: "here", isOffered: true }, rehearsal);

  test("not at all after a rehearsal that passed, with warnings or without", () => {
    expect([refusal("passed"), refusal("warned")]).toEqual([null, null]);
  });

  test.each(["failed", "not_done", "running", "none"] as const)("as long as its rehearsal is %s", (rehearsal) => {
    expect(refusal(rehearsal)).toMatch(/rehearsal/i);
  });

  test("no connection is chosen, whatever was rehearsed before", () => {
    expect(refuseDeploy(change, { connectionId: null, isOffered: true }, "passed")).toBe("Choose a connection first.");
  });

  test("none is offered", () => {
    expect(refuseDeploy(change, { connectionId: null, isOffered: false }, "none")).toBe(
      "No connection there is shared with you.",
    );
  });

  test("it runs there already", () => {
    const same = changeOf({ version: 2, connectionId: "here" }, place, "production");
    expect(refuseDeploy(same, { connectionId: "here", isOffered: true }, "passed")).toBe(
      "Production runs version 2 through this connection already.",
    );
  });
});
