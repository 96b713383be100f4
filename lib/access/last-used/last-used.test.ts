import { expect, test } from "vitest";
import { LastUsed } from "./last-used";

const hour = 3_600_000;
const now = Date.parse("2026-03-12T12:00:00Z");

test("a use is noted once an hour, for each person and thing", () => {
  const uses = new LastUsed();
  uses.note("app", "a1", "u1", now);
  uses.note("app", "a1", "u1", now + hour - 1);
  uses.note("app", "a1", "u2", now + 1);
  expect(uses.unwritten().map(({ userId, at }) => [userId, at - now])).toEqual([
    ["u1", 0],
    ["u2", 1],
  ]);
  uses.note("app", "a1", "u1", now + hour);
  expect(uses.unwritten().map(({ userId, at }) => [userId, at - now])).toEqual([
    ["u1", hour],
    ["u2", 1],
  ]);
});

test("what is written is gone, what came meanwhile stays", () => {
  const uses = new LastUsed();
  uses.note("connection", "c1", "u1", now);
  const [first] = uses.unwritten();
  uses.note("connection", "c1", "u1", now + hour);
  if (first !== undefined) uses.written(first);
  expect(uses.unwritten()).toHaveLength(1);
  for (const use of uses.unwritten()) uses.written(use);
  uses.note("connection", "c1", "u1", now + hour + 1);
  expect(uses.unwritten()).toEqual([]);
});

test("however many people there are, no more than 20 000 wait to be written", () => {
  const uses = new LastUsed();
  for (let at = 0; at < 20_500; at += 1) uses.note("app", "a1", `u${at}`, now);
  expect(uses.unwritten()).toHaveLength(20_000);
});
