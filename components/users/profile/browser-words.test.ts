import { expect, test } from "vitest";
import { browserWords } from "./browser-words";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

test("a browser is named with its system, though all of them claim to be others", () => {
  expect(browserWords(chrome)).toBe("Chrome on Windows");
  expect(browserWords(`${chrome} Edg/131.0.0.0`)).toBe("Edge on Windows");
  expect(browserWords("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0")).toBe(
    "Firefox on Linux",
  );
  expect(
    browserWords(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    ),
  ).toBe("Safari on iOS");
  expect(
    browserWords(
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    ),
  ).toBe("Chrome on Android");
});

test("what is no browser that is known keeps its own words", () => {
  expect(browserWords("curl/8.5.0")).toBeNull();
  expect(browserWords("")).toBeNull();
  expect(browserWords("Firefox/1")).toBe("Firefox");
});
