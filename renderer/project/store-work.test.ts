import { expect, test } from "vitest";
import { workWords } from "./store-work.ts";

test.each([
  [{ what: "verify", step: "structure", done: 0, total: 0 }, "Checking the structure of the file…"],
  [
    { what: "verify", step: "rows", done: 1234, total: 56_789 },
    "Comparing rows with their checksums: 1,234 of 56,789 rows",
  ],
  [
    { what: "repair", step: "copying", done: 4_200_000, total: 310_000_000 },
    "Copying the damaged store: 4.20 MB of 310 MB",
  ],
  [{ what: "repair", step: "salvaging", done: 7, total: 0 }, "Taking over what is good…"],
] as const)("%j is told in words", (work, words) => {
  expect(workWords(work).replaceAll("\u00a0", " ")).toBe(words);
});
