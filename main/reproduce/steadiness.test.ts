import { expect, test } from "vitest";
import { steadinessOf, validationsOf } from "./steadiness.ts";
import { iterationsWith } from "./testing/runs.ts";

type Validation = { success: number | null; cost: number | null; metric?: number | null };

const run = (...tried: Validation[]) =>
  iterationsWith(tried.map((_, i) => ({ rollouts: 10 * (i + 1), metric: 1 }))).map((iteration, i) => ({
    ...iteration,
    policy: { loss: 1, kl: 1, metric: 0.5, ...tried[i] },
  }));

test("a run loses what a policy succeeds less than the best before it, and costs more than the cheapest", () => {
  const iterations = run(
    { success: 0.2, cost: 90 },
    { success: 0.9, cost: 40 },
    { success: 0.7, cost: 50 },
    { success: 0.75, cost: 30 },
    { success: 0.3, cost: 33 },
    { success: 1, cost: 30 },
  );
  const { successDrop, costRise } = steadinessOf(iterations);
  expect(successDrop).toBeCloseTo(0.6);
  expect(costRise).toBeCloseTo(25);
});

test("a run that only gets better loses nothing, and one that diverges costs without end", () => {
  expect(steadinessOf(run({ success: 0, cost: null }, { success: 0.5, cost: 3 }))).toEqual({
    successDrop: 0,
    costRise: 0,
  });
  expect(steadinessOf(run({ success: 0.5, cost: 3 }, { success: 0, cost: null }))).toEqual({
    successDrop: 0.5,
    costRise: Number.POSITIVE_INFINITY,
  });
});

test("iterations without validation tell nothing", () => {
  const iterations = run({ success: null, cost: null, metric: null }, { success: 0, cost: null, metric: null });
  expect(validationsOf(iterations)).toEqual([
    { rollouts: 20, metric: null, success: 0, cost: Number.POSITIVE_INFINITY },
  ]);
  const none = { successDrop: Number.NaN, costRise: Number.NaN };
  expect(steadinessOf(run({ success: null, cost: null }))).toEqual(none);
  expect(steadinessOf(iterationsWith([{ rollouts: 5, metric: 1 }]))).toEqual(none);
});
