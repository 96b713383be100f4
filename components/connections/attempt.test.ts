import { expect, test } from "vitest";
import { z } from "zod";
import { newAttempt } from "./attempt";

test("an attempt is a uuid of version 4, new each time", () => {
  const made = Array.from({ length: 200 }, newAttempt);
  for (const attempt of made) expect(z.uuidv4().safeParse(attempt).success).toBe(true);
  expect(new Set(made).size).toBe(200);
});
