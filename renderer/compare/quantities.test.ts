import { expect, it } from "vitest";
import type { Iteration, RunDetail } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { quantitiesOf } from "./quantities.ts";

const runOf = (...iterations: Partial<Iteration>[]): RunDetail =>
  ({
    task: taskDescriptions[0]!,
    iterations: iterations.map((it) => ({ policy: null, modelError: null, ...it })),
  }) as RunDetail;
const ids = (...runs: RunDetail[]) => quantitiesOf(runs).map(({ id }) => id);

it("offers the model's error where one of the runs has recorded it, and as it was recorded", () => {
  const foretold = runOf({}, { modelError: 0.25 });
  const quantity = quantitiesOf([runOf({}), foretold]).find(({ id }) => id === "modelError");
  expect(foretold.iterations.map((it) => quantity?.value(it))).toEqual([null, 0.25]);
  expect(quantity).toMatchObject({ unit: "×", better: "lower" });
  expect(ids(runOf({}, {}))).not.toContain("modelError");
});

it("offers what a policy reaches where one of the runs learns one", () => {
  expect(ids(runOf({ policy: { loss: 1 } as Iteration["policy"] }))).toContain("policyLoss");
  expect(ids(runOf({}))).not.toContain("policyLoss");
});

it("gives what the policy reaches the unit of the task's metric, and its sense of better", () => {
  const task = taskDescriptions.find(({ name }) => name === "walker")!;
  const run = { ...runOf({ policy: { metric: 1.5 } as Iteration["policy"] }), task };
  const quantity = quantitiesOf([run]).find(({ id }) => id === "policyMetric");
  expect(quantity).toMatchObject({
    title: "Policy, mean forward speed; none after a fall",
    unit: "m/s",
    better: "higher",
  });
  expect(run.iterations.map((it) => quantity?.value(it))).toEqual([1.5]);
});

it("knows what cannot be negative: a distance, not a speed", () => {
  const range = (name: string, id: string) => {
    const task = taskDescriptions.find((one) => one.name === name)!;
    return quantitiesOf([{ ...runOf({}), task }]).find((one) => one.id === id)?.range;
  };
  expect(range("peg2d", "metric")).toEqual([0, Infinity]);
  expect(range("walker", "metric")).toEqual([-Infinity, Infinity]);
  expect(range("walker", "cost")).toEqual([0, Infinity]);
  expect(range("walker", "success")).toEqual([0, 1]);
});

it("names the metric as the task does, unless tasks differ in it", () => {
  const [one, other] = [runOf({}), { ...runOf({}), task: taskDescriptions.find(({ name }) => name === "walker")! }];
  expect(quantitiesOf([one])[0]?.title).toBe(one.task.metric.title);
  expect(quantitiesOf([one, other])[0]).toMatchObject({ title: "Metric of the task", unit: "" });
});
