import { expect, it } from "vitest";
import type { Iteration, TaskDescription } from "../../main/engine/api.ts";
import { quantitiesOf } from "./quantities.ts";

const task = {
  metric: { title: "Distance", unit: "m", better: "lower" },
  success: { title: "Inserted" },
} as TaskDescription;
const numbers = { success: 0, kl: 1 };
const iteration = (conditions: string[], policy: Iteration["policy"], cost = 10) =>
  ({
    cost,
    metric: 0.5,
    success: 0.25,
    policy,
    conditions: conditions.map((name, i) => ({ name, cost: cost + i, metric: i === 1 ? null : 0.5, ...numbers })),
  }) as Iteration;
const policy = { loss: 3, kl: null, cost: 7, metric: null, success: 1 };

const drawn = (iterations: Iteration[], id: string) =>
  quantitiesOf(iterations, task)
    .find((quantity) => quantity.id === id)
    ?.curves(iterations)
    .map(({ name, values }) => [name, values]);

it("has a curve for each condition, with gaps where every rollout diverged", () => {
  const iterations = [iteration(["left", "right"], null), iteration(["left", "right"], null, 4)];
  expect(drawn(iterations, "By condition.cost")).toEqual([
    ["left", [10, 4]],
    ["right", [11, 5]],
  ]);
  expect(drawn(iterations, "By condition.metric")).toEqual([
    ["left", [0.5, 0.5]],
    ["right", [null, null]],
  ]);
});

it("sets the policy's validation beside the controllers", () => {
  const iterations = [iteration(["only"], policy)];
  expect(drawn(iterations, "Policy beside controllers.cost")).toEqual([
    ["Controllers", [10]],
    ["Policy in its validation", [7]],
  ]);
  expect(drawn(iterations, "policy.loss")?.[0]?.[1]).toEqual([3]);
  expect(drawn(iterations, "policy.kl")?.[0]?.[1]).toEqual([null]);
});

it("offers only what there is", () => {
  const groups = (iterations: Iteration[]) => [...new Set(quantitiesOf(iterations, task).map(({ group }) => group))];
  expect(groups([])).toEqual([]);
  expect(groups([iteration(["only"], null)])).toEqual([]);
  expect(groups([iteration(["left", "right"], null)])).toEqual(["By condition"]);
  expect(groups([iteration(["only"], policy)])).toEqual(["Policy beside controllers", "Policy"]);
  expect(groups([iteration(["left", "right"], policy)])).toHaveLength(3);
});
