import { expect, test } from "vitest";
import { parseSeeds } from "./seeds.ts";

test.each([
  ["7", [7]],
  ["1..5", [1, 2, 3, 4, 5]],
  ["7..9, 1,4,8", [1, 4, 7, 8, 9]],
  ["0", [0]],
])("%s", (text, seeds) => {
  expect(parseSeeds(text)).toEqual(seeds);
});

test.each(["", "5..1", "1..", "1-5", "1.5", "1,,2", "-1", "2147483648", "0..1000"])("refuses %j", (text) => {
  expect(() => parseSeeds(text)).toThrow(/^--seeds ".*" is not valid; it takes integers.* Tip: write 1\.\.5/);
});
