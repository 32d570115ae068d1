import { describe, expect, it } from "vitest";
import { parseOptions } from "./options.ts";

describe("parseOptions", () => {
  it("runs all rows at full length with seed 1 by default", () => {
    expect(parseOptions([])).toEqual({
      only: [],
      seed: 1,
      short: false,
      count: null,
      repeat: null,
      json: null,
      markdown: false,
      list: false,
    });
  });

  it("takes names, a seed and a count", () => {
    const options = parseOptions(["--only", "kill-training", "bit-flips", "--seed", "7", "--count", "12"]);
    expect(options).toMatchObject({ only: ["kill-training", "bit-flips"], seed: 7, count: 12 });
  });

  it("repeats a single case", () => {
    expect(parseOptions(["--only", "bit-flips", "--case", "0"])).toMatchObject({ repeat: 0 });
  });
});
