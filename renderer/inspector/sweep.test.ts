import { expect, it } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { formOf } from "./new-run.ts";
import { firstText, type SweptField } from "./sweep.ts";

const sweepOf = (swept: SweptField[], typed: Record<string, string> = {}) =>
  formOf(taskDescriptions, "peg2d", { iterations: "7", ...typed }, swept);

it("is nothing where no setting is swept", () => expect(sweepOf([]).sweep).toBeNull());

it("is each combination, otherwise as the form says", () => {
  const { sweep } = sweepOf([
    { path: "seed", text: "1..2" },
    { path: "options.klStep", text: "0.5, 1" },
    { path: "samples", text: "5,10,20" },
  ]);
  expect(sweep).toMatchObject({ ok: true, words: "2 seeds × 2 × 3 = 12 runs" });
  const configs = sweep?.ok ? sweep.configs : [];
  expect(configs[2]).toEqual({ task: "peg2d", iterations: 7, seed: 1, samples: 10, options: { klStep: 0.5 } });
  expect(new Set(configs.map((config) => JSON.stringify(config))).size).toBe(12);
});

it("does not mind what was typed before into a setting that is swept now", () => {
  const { sweep, checked } = sweepOf([{ path: "seed", text: "4..6" }], { seed: "wrong" });
  expect([sweep?.ok, checked.ok]).toEqual([true, true]);
});

it("offers what any of several methods reads, and gives each its own", () => {
  const { offered, sweep } = sweepOf([{ path: "method", text: "trajectory,ilqg" }], { "options.klStep": "1" });
  expect(offered.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["options.klStep", "options.searchSteps", "samples"]),
  );
  expect(sweep).toMatchObject({
    configs: [
      { method: "trajectory", options: { klStep: 1 } },
      { method: "ilqg", options: {} },
    ],
  });
});

it("leaves a setting out that the method does not read", () => {
  expect(sweepOf([{ path: "options.klStep", text: "1,2" }], { method: "ilqg" }).sweep).toBeNull();
});

it.each<[string, string, RegExp]>([
  ["seed", "x", /^“x” will not do\. A whole number from 0 to 2,147,483,647; several with commas$/],
  ["options.klStep", "0.5,", /^A value is missing\. A number above 0 up to 100/],
  ["prior", "", /^Choose one at least$/],
  ["prior", "gauss", /^Choose one at least$/],
  ["options.demonstration", "", /^Choose one at least$/],
])("says what is wrong with %s = %j", (path, text, error) => {
  const { sweep } = sweepOf([{ path, text }]);
  expect(sweep).toMatchObject({ ok: false, errors: { [path]: expect.stringMatching(error) } });
});

it("refuses conditions that the task does not have", () => {
  const several = taskDescriptions.find(({ conditionSets }) => conditionSets.length > 1)!;
  const swept = [{ path: "conditions", text: "single,of another task" }];
  expect(formOf(taskDescriptions, several.name, {}, swept).sweep?.ok).toBe(false);
});

it("refuses more than anybody waits for", () => {
  const swept = [
    { path: "seed", text: "1..900" },
    { path: "options.klStep", text: "0.5, 1" },
  ];
  expect(sweepOf(swept).sweep).toEqual({ ok: false, errors: {}, reason: "1,800 runs; at most 1,000 at once." });
});

it("begins with something that can be trained", () => {
  const { offered, values } = sweepOf([]);
  for (const field of offered.filter(({ path }) => path !== "task")) {
    const text = firstText(field, values[field.path] ?? "");
    expect(sweepOf([{ path: field.path, text }]).sweep, field.path).toMatchObject({ ok: true });
  }
});
