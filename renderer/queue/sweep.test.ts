import { expect, it } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { formOf } from "../inspector/new-run.ts";
import { seedsOf, sweepOf } from "./sweep.ts";

const form = formOf(taskDescriptions, "peg2d", { iterations: "7" });

it.each([
  ["3", [3]],
  ["1..5, 8", [1, 2, 3, 4, 5, 8]],
  ["2,1..3", [2, 1, 3]],
  ["", null],
  ["1..", null],
  ["5..1", null],
  ["-1", null],
  ["1..5000", null],
  ["one", null],
])("reads the seeds %j", (text, seeds) => expect(seedsOf(text)).toEqual(seeds));

it("is each seed with each value, otherwise as the form says", () => {
  const sweep = sweepOf(form, "1..2", "options.klStep", "0.5, 1");
  expect(sweep.ok && sweep.configs.map(({ seed, options }) => [seed, options.klStep])).toEqual([
    [1, 0.5],
    [2, 0.5],
    [1, 1],
    [2, 1],
  ]);
  expect(sweep.ok && sweep.configs.every(({ iterations, task }) => iterations === 7 && task === "peg2d")).toBe(true);
  const seeds = sweepOf(form, "4..6", "", "");
  expect(seeds.ok && seeds.configs.map(({ seed }) => seed)).toEqual([4, 5, 6]);
});

it("says what is wrong", () => {
  expect(sweepOf(form, "x", "", "")).toMatchObject({ ok: false, reason: expect.stringContaining("1..5, 8") });
  expect(sweepOf(form, "1", "options.klStep", "0.5,")).toMatchObject({
    reason: expect.stringMatching(/^Values: A number/),
  });
  expect(sweepOf(form, "3000000000", "", "")).toMatchObject({
    reason: expect.stringMatching(/^Seeds: A whole number/),
  });
  expect(sweepOf(form, "1..900", "options.klStep", "0.5, 1")).toEqual({
    ok: false,
    reason: "At most 1000 runs at once",
  });
});
