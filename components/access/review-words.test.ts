import { expect, test } from "vitest";
import { reviewWords, sinceWords } from "./review-words";

const now = Date.parse("2026-03-12T12:00:00Z");
const review = { at: "2026-03-09T11:00:00Z", by: "Ines Albrecht", entries: 4 };

test("a review is said with when and by whom, and its absence too", () => {
  expect(reviewWords(review, now)).toBe("Reviewed 3 days ago by Ines Albrecht");
  expect(reviewWords(null, now)).toBe("Not reviewed yet");
});

test.each([
  [review, 4, ""],
  [review, 5, "There were 4 accesses then."],
  [{ ...review, entries: 1 }, 5, "There was 1 access then."],
  [null, 5, ""],
])("how many there were is said where it is another number", (last, entries, words) => {
  expect(sinceWords(last, entries)).toBe(words);
});
