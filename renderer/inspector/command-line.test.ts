import { expect, it } from "vitest";
import { fieldsOf as cliFields } from "../../main/cli/fields.ts";
import { sweepFrom } from "../../main/cli/sweep-options.ts";
import { configFrom, type TrainOptions } from "../../main/cli/train-options.ts";
import { completeConfig, runConfigSchema } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { commandLine } from "./command-line.ts";
import { formOf } from "./new-run.ts";

const [peg2d] = taskDescriptions;

/** What the command line makes of the words. */
function parsed(line: string) {
  const words = line.split(" ").slice(3);
  const options: TrainOptions = {};
  const [name] = words;
  for (let i = 1; i < words.length; i += 2) {
    const [option, value] = [words[i]!.slice(2), words[i + 1]!.replaceAll("'", "")];
    if (option === "set" || option === "sweep") options[option] = [...(options[option] ?? []), value];
    else options[option] = value;
  }
  const task = taskDescriptions.find((one) => one.name === name)!;
  return sweepFrom(task, options, null)?.configs ?? [configFrom(task, options, null)];
}

function lineOf(task: string, typed: Record<string, string>): string {
  return commandLine(formOf(taskDescriptions, task, typed), null);
}

it("names only what is not a default", () => {
  expect(lineOf("peg2d", {})).toBe("npx guidepost train peg2d");
  expect(lineOf("peg2d", { seed: " 7 ", prior: "none", "options.klStep": "0,5" })).toBe(
    "npx guidepost train peg2d --seed 7 --prior none --set klStep=0.5",
  );
});

it.each(taskDescriptions.map(({ name }) => name))("trains the same run of %s as the form", (task) => {
  for (const method of runConfigSchema.shape.method.unwrap().options) {
    const typed = { method, seed: "3", "options.noiseSmoothing": "2.5", "options.firstWeight": "0.5" };
    const { checked } = formOf(taskDescriptions, task, typed);
    expect([checked]).toEqual(parsed(lineOf(task, typed)).map((config) => ({ ok: true, config })));
  }
});

it.each(taskDescriptions)("sweeps the same runs of $name as the form", (task) => {
  const typed = { iterations: "9", method: "gps", "options.noiseSmoothing": "2.5", samples: "7" };
  const swept = [
    { path: "seed", text: "1..3, 8" },
    { path: "options.klStep", text: "0.3, 1" },
    { path: "method", text: "trajectory,ilqg" },
    { path: "options.demonstration", text: "true,false" },
  ];
  for (const rows of [swept, swept.slice(0, 2), [{ path: "conditions", text: "single" }], []]) {
    const form = formOf(taskDescriptions, task.name, typed, rows);
    const configs = form.sweep?.ok ? form.sweep.configs.map((config) => completeConfig(config, task)) : [];
    const line = commandLine(form, null);
    expect(line.match(/--sweep/g)?.length ?? 0).toBe(form.sweep === null ? 0 : rows.length);
    if (form.sweep === null) expect(form.checked).toMatchObject({ ok: true, config: parsed(line)[0] });
    else expect(configs).toEqual(parsed(line));
  }
});

it("names a set of conditions where the task has several", () => {
  const several = taskDescriptions.find(({ conditionSets }) => conditionSets.length > 1)!;
  const conditions = several.conditionSets[1]!.name;
  const typed = { conditions };
  expect(lineOf(several.name, typed)).toBe(`npx guidepost train ${several.name} --conditions ${conditions}`);
  expect(formOf(taskDescriptions, several.name, typed).checked).toMatchObject({ ok: true, config: { conditions } });
  // What another task has no set of is not asked of it.
  const single = taskDescriptions.find(({ conditionSets }) => conditionSets.length === 1)!;
  expect(lineOf(single.name, typed)).toBe(`npx guidepost train ${single.name}`);
});

it("leaves to another method what only that reads", () => {
  const form = formOf(taskDescriptions, "peg2d", { method: "ilqg", samples: "9", "options.klStep": "wrong" });
  expect(form.checked).toEqual({ ok: true, config: completeConfig({ task: "peg2d", method: "ilqg" }, peg2d!) });
  const options = cliFields(runConfigSchema.shape.options.unwrap() as never);
  for (const { key, methods } of options) expect(methods?.length, key).toBeGreaterThan(0);
});

it("quotes for the shell what needs it", () => {
  expect(commandLine({ offered: [], values: { task: "peg2d" }, swept: [] }, "my arm's.xml")).toBe(
    "npx guidepost train peg2d --model 'my arm'\\''s.xml'",
  );
});
