import { expect, it } from "vitest";
import { methodOptionsSchema, runConfigSchema } from "./config.ts";
import { completeConfig } from "./presets.ts";
import { combinationsOf, MOST_RUNS, methodReads, readValues, sweepInWords, sweepKeys, sweepRuns } from "./sweep.ts";

it("knows every setting but the task by one name", () => {
  const own = Object.keys(runConfigSchema.shape).filter((key) => key !== "task" && key !== "options");
  expect([...sweepKeys].sort()).toEqual([...own, ...Object.keys(methodOptionsSchema.shape)].sort());
  expect(new Set(sweepKeys).size).toBe(sweepKeys.length);
});

it.each([
  ["seed", "3", [3]],
  ["seed", "1..5, 8", [1, 2, 3, 4, 5, 8]],
  ["seed", "2,1 .. 3", [2, 1, 3]],
  ["klStep", "0.3, 1,3", [0.3, 1, 3]],
  ["samples", "5..7", [5, 6, 7]],
  ["prior", "gmm, none", ["gmm", "none"]],
  ["method", "gps", ["gps"]],
  ["demonstration", "true, false", [true, false]],
])("reads %s from %j", (key, text, values) => expect(readValues(key, text)).toEqual({ ok: true, values }));

it.each([
  ["seed", "", ""],
  ["seed", "1..", "1.."],
  ["seed", "5..1", "5..1"],
  ["seed", "7, -1", "-1"],
  ["seed", "1..5000", "1..5000"],
  ["seed", "3000000000", "3000000000"],
  ["seed", "one", "one"],
  ["klStep", "0.5,", ""],
  ["klStep", "0.5, 0", "0"],
  ["samples", "1..3", "1..3"],
  ["samples", "2.5", "2.5"],
  ["prior", "gmm, gauss", "gauss"],
  ["demonstration", "yes", "yes"],
])("refuses for %s the list %j, and names %j", (key, text, part) => {
  expect(readValues(key, text)).toEqual({ ok: false, part });
});

it("is a run for each combination, the seed changing fastest", () => {
  const swept = [
    { key: "seed", values: [1, 2] },
    { key: "klStep", values: [0.5, 1] },
    { key: "samples", values: [5, 10, 20] },
  ];
  const runs = sweepRuns({ task: "peg2d", iterations: 7, options: { ridge: 0.1 } }, swept);
  expect(combinationsOf(swept)).toBe(12);
  expect(runs).toHaveLength(12);
  expect(runs.slice(0, 3).map(({ seed, samples, options }) => [seed, samples, options?.klStep])).toEqual([
    [1, 5, 0.5],
    [2, 5, 0.5],
    [1, 10, 0.5],
  ]);
  expect(runs.every(({ iterations, options }) => iterations === 7 && options?.ridge === 0.1)).toBe(true);
  expect(sweepInWords(swept, 12)).toBe("2 seeds × 2 × 3 = 12 runs");
});

it("says of one setting's values only how many runs they are", () => {
  const one = [{ key: "klStep", values: [0.5, 1, 2] }];
  expect(sweepInWords(one, 3)).toBe("3 runs");
  expect(sweepInWords(one, 2)).toBe("3, of which 2 runs differ");
  expect(sweepInWords([{ key: "seed", values: [1, 2, 3, 4, 5] }], 5)).toBe("5 seeds = 5 runs");
});

it("gives each method what it reads, and makes no run twice", () => {
  expect([methodReads("ilqg", "klStep"), methodReads("gps", "klStep"), methodReads("ilqg", "seed")]).toEqual([
    false,
    true,
    true,
  ]);
  const swept = [
    { key: "method", values: ["trajectory", "ilqg"] },
    { key: "klStep", values: [0.5, 1] },
  ];
  const runs = sweepRuns({ task: "peg2d", samples: 9 }, swept);
  expect(runs).toEqual([
    { task: "peg2d", samples: 9, method: "trajectory", options: { klStep: 0.5 } },
    { task: "peg2d", samples: 9, method: "trajectory", options: { klStep: 1 } },
    { task: "peg2d", method: "ilqg", options: {} },
  ]);
  // As if iLQG had been asked for alone.
  expect(completeConfig(runs[2]!, { presets: [] })).toEqual(
    completeConfig({ task: "peg2d", method: "ilqg" }, { presets: [] }),
  );
  expect(sweepInWords(swept, runs.length)).toBe("2 × 2 = 4, of which 3 runs differ");
});

it("counts what would be too many before it makes them", () => {
  const seeds = readValues("seed", `1..${MOST_RUNS}`);
  const swept = [
    { key: "seed", values: seeds.ok ? seeds.values : [] },
    { key: "samples", values: [5, 6] },
  ];
  expect(combinationsOf(swept)).toBe(2 * MOST_RUNS);
});
