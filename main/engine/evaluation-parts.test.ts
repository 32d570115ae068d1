import { expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import type { GaussianPolicy, LinearGaussianController, RunResult } from "../../workers/trainer-api.ts";
import { runConfigSchema } from "./api.ts";
import { type Choice, partsOf, stepsOf, usualChoice } from "./evaluation-parts.ts";

const [peg2d] = taskDescriptions;
const slots = peg2d.conditionSets[1];
const config = runConfigSchema.parse({ task: "peg2d", conditions: "slots" });
const controllerOf = (name: string) => ({
  condition: name,
  controller: { name } as unknown as LinearGaussianController,
});
const names = slots.trained.map(({ name }) => name);
const [network, last] = [[0], [1]].map((observation) => ({ observation }) as GaussianPolicy);
const withPolicies: RunResult = { controllers: names.map(controllerOf), policies: { network, last } };
const onFirst: RunResult = { controllers: [controllerOf(names[0])], policies: null };

const partsBy = (result: RunResult, choice: Partial<Choice>) =>
  partsOf(7, peg2d, config, result, { ...usualChoice, ...choice });
const conditionsBy = (...args: Parameters<typeof partsBy>) => partsBy(...args).map(({ condition }) => condition.name);

test("the network acts where there is one, in every condition; the last policy when it is asked for", () => {
  const parts = partsBy(withPolicies, {});
  expect(parts).toHaveLength(8);
  expect(parts.every(({ actor }) => actor.kind === "policy" && actor.policy === network)).toBe(true);
  expect(partsBy(withPolicies, { policy: "last" })[7].actor).toEqual({ kind: "policy", policy: last });
  expect(conditionsBy(withPolicies, { condition: "trained" })).toEqual(names);
  expect(conditionsBy(withPolicies, { condition: "held-out" })).toEqual(slots.heldOut.map(({ name }) => name));
  expect(conditionsBy(withPolicies, { condition: "slot at +67 mm" })).toEqual(["slot at +67 mm"]);
});

test("each controller acts in the condition that it is for", () => {
  const parts = partsBy(withPolicies, { policy: "controller" });
  expect(parts.map(({ condition, actor }) => [condition.name, actor])).toEqual(
    names.map((name) => [name, { kind: "controller", controller: { name } }]),
  );
  expect(conditionsBy(onFirst, {})).toEqual([names[0]]);
});

test("what there is none of is named, with what to ask for instead", () => {
  const none = /Run 0007 of method trajectory has no policy.*Tip: --policy controller/;
  for (const policy of ["network", "last"] as const) expect(() => partsBy(onFirst, { policy })).toThrow(none);
  const missing = /has no controller for "slot at \+17 mm"; it has some for .*Tip: /;
  expect(() => partsBy(onFirst, { condition: "slot at +17 mm" })).toThrow(missing);
  const byController = { policy: "controller", condition: "held-out" } as const;
  expect(() => partsBy(withPolicies, byController)).toThrow(/no controller for .*Tip: --policy network acts in every/);
  expect(() => partsBy(onFirst, byController)).toThrow(/Tip: --condition trained/);
});

test("a policy acts for as long as asked, a controller for its steps", () => {
  expect(stepsOf(peg2d, "policy", 20)).toBe(2000);
  expect(stepsOf(peg2d, "policy", null)).toBe(800);
  expect(stepsOf(peg2d, "controller", 4)).toBe(400);
  expect(() => stepsOf(peg2d, "controller", 8.01)).toThrow(/acts for 8 s; 8.01 s are asked for/);
});
