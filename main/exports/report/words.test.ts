import { expect, test } from "vitest";
import { capitalised, durationWords, momentWords, quantityWords, shareWords } from "./words.ts";

test.each([
  [1.4, "m/s", "1.40\u00a0m/s"],
  [0.0056404, "m", "0.00564\u00a0m"],
  [179.2, "", "179"],
  [-0.25, "", "−0.250"],
  [0, "m", "0\u00a0m"],
  [0.00012345, "", "1.23·10⁻⁴"],
  [1234567, "", "1.23·10⁶"],
  [null, "m", "–"],
  [Number.NaN, "m", "–"],
])("%d in %s is %s", (value, unit, words) => {
  expect(quantityWords(value, unit)).toBe(words);
});

test("shares, durations, moments and words", () => {
  expect([shareWords(0.8), shareWords(null)]).toEqual(["80\u00a0%", "–"]);
  expect([durationWords(7.4), durationWords(72), durationWords(3729)]).toEqual(["0:07", "1:12", "1:02:09"]);
  expect(momentWords("2026-01-31T14:05:09.123Z")).toBe("2026-01-31 14:05 UTC");
  expect(capitalised("completed")).toBe("Completed");
});
