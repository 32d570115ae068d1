import { expect, test } from "vitest";
import { measure, overSeeds } from "./measure.ts";
import { rolloutWith, runWith } from "./testing/runs.ts";

const run = runWith([
  { rollouts: 5, metric: null },
  { rollouts: 10, metric: 0.3 },
  { rollouts: 15, metric: 0.08 },
  { rollouts: 20, metric: 0.2 },
]);

test("counts the rollouts until an iteration's mean is first under the distance to reach", () => {
  const still = [rolloutWith(0.01), rolloutWith(0.03)];
  const noisy = [rolloutWith(0.01), rolloutWith(0.2), rolloutWith(0.04), rolloutWith(0.3)];
  const { rolloutsToReach, ...rest } = measure(run, still, noisy, 0.1);
  expect(rolloutsToReach).toBe(15);
  expect(rest).toMatchObject({ run: 1, seed: 3, worstDistance: 0.03, success: 0.5 });
  expect(rest.distance).toBeCloseTo(0.02);
  expect(rest.secondsPerIteration).toBeCloseTo(0.5);
  expect(rest.lqrSeconds).toBeCloseTo(0.1);
});

test("what never happens and what diverges is infinite, and is no success", () => {
  const diverged = { ...rolloutWith(0.01), status: "diverged" as const, success: false };
  expect(measure(run, [rolloutWith(0.01), diverged], [diverged], 0.01)).toMatchObject({
    rolloutsToReach: Number.POSITIVE_INFINITY,
    distance: Number.POSITIVE_INFINITY,
    worstDistance: Number.POSITIVE_INFINITY,
    success: 0,
  });
});

test("the worst seed has the least success and the most of everything else", () => {
  const one = measure(run, [rolloutWith(0.01)], [rolloutWith(0.01)], 0.1);
  const { median, worst } = overSeeds([
    one,
    { ...one, distance: 0.02, success: 0.6, rolloutsToReach: Number.POSITIVE_INFINITY },
    { ...one, distance: 0.03, success: 0.8 },
  ]);
  expect(median).toMatchObject({ distance: 0.02, success: 0.8, rolloutsToReach: 15 });
  expect(worst).toMatchObject({ distance: 0.03, success: 0.6, rolloutsToReach: Number.POSITIVE_INFINITY });
});
