import { expect, it } from "vitest";
import { completeConfig, runConfigSchema } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { checkForm, fieldsOf, formFields, initialValues, reason } from "./form-fields.ts";

const fields = formFields();
const typed = (changes: Record<string, string>) => ({ ...initialValues(fields), task: "peg2d", ...changes });
const field = (path: string) => fields.find((candidate) => candidate.path === path)!;

it("shows every leaf of the schema with its words", () => {
  expect(fields.map(({ path }) => path)).toEqual(expect.arrayContaining(["task", "method", "seed", "options.klStep"]));
  for (const { title, path } of fields) expect(title, path).not.toBe(path);
  expect(field("samples")).toMatchObject({ kind: "number", integer: true, symbol: "N", high: 200 });
  expect(field("prior")).toMatchObject({
    kind: "choice",
    choices: [
      { value: "gmm", label: "Gaussian mixture" },
      { value: "none", label: "None (ridge)" },
    ],
    initial: "gmm",
  });
  expect(field("options.klStep")).toMatchObject({ group: "Step size", lowOpen: true, advanced: false });
});

it("gives the schema's own defaults when nothing is typed but the task", () => {
  expect(checkForm(fields, typed({}))).toEqual({ ok: true, config: runConfigSchema.parse({ task: "peg2d" }) });
});

it("passes on what is typed", () => {
  const checked = checkForm(fields, typed({ seed: " 7 ", "options.klStep": "0,5", prior: "none" }));
  expect(checked).toMatchObject({ ok: true, config: { seed: 7, prior: "none", options: { klStep: 0.5 } } });
});

it.each([
  ["samples", "500", "A whole number from 2 to 200"],
  ["seed", "1.5", "A whole number from 0 to 2,147,483,647"],
  ["iterations", "", "A whole number from 1 to 10,000"],
  ["options.klStep", "0", "A number above 0 up to 100"],
  ["options.klStep", "much", "A number above 0 up to 100"],
])("says why %s cannot be %j", (path, text, why) => {
  expect(checkForm(fields, typed({ [path]: text }))).toEqual({ ok: false, errors: { [path]: why } });
});

it("names the choices", () => expect(reason(field("prior"))).toBe("One of Gaussian mixture, None (ridge)"));

it.each(["trajectory", "ilqg"] as const)("shows every task's own defaults for %s, with their reasons", (method) => {
  for (const task of taskDescriptions) {
    const own = fieldsOf(fields, task, method);
    const values = { ...initialValues(own), task: task.name, method };
    expect(checkForm(own, values)).toEqual({ ok: true, config: completeConfig({ task: task.name, method }, task) });
    const changed = own.filter(({ initial }, i) => initial !== fields[i].initial);
    expect(own.filter((one) => one.reason !== null)).toEqual(changed);
  }
});
