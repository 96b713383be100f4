import { expect, test } from "vitest";
import { matchParts } from "./match-parts";

test("every occurrence is marked, in the letters of the text", () => {
  expect(matchParts("Aiko Tanabe", "AN")).toEqual([
    { text: "Aiko T", match: false },
    { text: "an", match: true },
    { text: "abe", match: false },
  ]);
  expect(matchParts("anan", "an").map((part) => part.match)).toEqual([true, true]);
});

test("nothing typed marks nothing", () => {
  expect(matchParts("Aiko", " ")).toEqual([{ text: "Aiko", match: false }]);
});

test("a letter that changes its length in lower case is left alone", () => {
  expect(matchParts("İnes", "n")).toEqual([{ text: "İnes", match: false }]);
});
