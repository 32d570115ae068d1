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

it("names the metric as the task does, unless tasks differ in it", () => {
  const [one, other] = [runOf({}), { ...runOf({}), task: taskDescriptions.find(({ name }) => name === "walker")! }];
  expect(quantitiesOf([one])[0]?.title).toBe(one.task.metric.title);
  expect(quantitiesOf([one, other])[0]).toMatchObject({ title: "Metric of the task", unit: "" });
});
