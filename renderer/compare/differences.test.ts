import { expect, it } from "vitest";
import { runConfigSchema } from "../../main/engine/api.ts";
import { checkForm, formFields, valuesOf } from "../inspector/form-fields.ts";
import { differences } from "./differences.ts";

const config = (change: object) => runConfigSchema.parse({ task: "peg2d", ...change });

it("names the settings that differ, in the form's words and units", () => {
  const configs = [config({ seed: 1 }), config({ seed: 2, method: "ilqg" }), config({ options: { klStep: 0.5 } })];
  expect(differences(configs).map(({ title, unit, values }) => [title, unit, values])).toEqual([
    ["Method", "", ["Trajectory optimisation", "iLQG on the true model", "Trajectory optimisation"]],
    ["Seed", "", ["1", "2", "1"]],
    ["KL step", "nat per step", ["0.3", "0.3", "0.5"]],
  ]);
});

it("finds none between equal ones", () => expect(differences([config({}), config({})])).toEqual([]));

it("types a configuration so that the form gives it back", () => {
  const original = config({ seed: 7, options: { klStep: 0.123, demonstration: false } });
  expect(checkForm(formFields(), valuesOf(original))).toEqual({ ok: true, config: original });
});
