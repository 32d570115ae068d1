import { expect, test } from "vitest";
import { measure, overSeeds } from "./measure.ts";
import { episodeWith, runWith } from "./testing/runs.ts";

const run = runWith([
  { rollouts: 5, metric: null },
  { rollouts: 10, metric: 0.3 },
  { rollouts: 15, metric: 0.08 },
  { rollouts: 20, metric: 0.2 },
]);
const one = { still: [episodeWith(0.01)], heldOut: [], noisy: [episodeWith(0.01)] };

test("counts the rollouts until an iteration's mean first passes the metric to reach", () => {
  const still = [episodeWith(0.01), { ...episodeWith(0.03), cost: 44 }];
  const noisy = [episodeWith(0.01), episodeWith(0.2), episodeWith(0.04), episodeWith(0.3)];
  const measured = measure(run, { still, heldOut: [], noisy }, "lower", 0.1);
  expect(measured).toMatchObject({ run: 1, seed: 3, rollouts: 20, rolloutsToReach: 15, worstMetric: 0.03, cost: 42 });
  expect(measured).toMatchObject({ success: 1, noisySuccess: 0.5 });
  expect(measured.metric).toBeCloseTo(0.02);
  expect(measured.noisyMetric).toBeCloseTo(0.1375);
  expect(measured.secondsPerIteration).toBeCloseTo(0.5);
  expect(measured.lqrSeconds).toBeCloseTo(0.1);
  expect(measure(run, one, "higher", 0.25).rolloutsToReach).toBe(10);
});

test("what never happens and what diverges is infinite, and is no success", () => {
  const diverged = { ...episodeWith(0.01), status: "diverged" as const, success: false };
  const never = Number.POSITIVE_INFINITY;
  const episodes = { still: [episodeWith(0.01), diverged], heldOut: [], noisy: [diverged] };
  const expected = { rolloutsToReach: never, cost: never, success: 0.5, noisySuccess: 0 };
  const lower = { ...expected, metric: never, worstMetric: never, noisyMetric: never };
  expect(measure(run, episodes, "lower", 0.01)).toMatchObject(lower);
  expect(measure(run, episodes, "higher", null)).toMatchObject({ ...expected, metric: -never, worstMetric: -never });
});

test("iterations that simulate nothing any more take no part in the time of one", () => {
  const settled = runWith([10, 20, 20, 20].map((rollouts) => ({ rollouts, metric: 1 })));
  const times = [0.8, 0.4, 0, 0];
  const iterations = settled.iterations.map((iteration, i) => ({ ...iteration, seconds: times[i] }));
  expect(measure({ ...settled, iterations }, one, "lower", null).secondsPerIteration).toBeCloseTo(0.6);
});

test("where policies were not taught counts apart", () => {
  const heldOut = [0.2, 0.04, 0.3].map(episodeWith);
  const still = [0.01, 0.02, 0.2, 0.03].map(episodeWith);
  const measured = measure(run, { still, heldOut, noisy: [] }, "lower", null);
  expect(measured.medianMetric).toBeCloseTo(0.025);
  expect(measured).toMatchObject({ success: 0.75, heldOutSuccess: 1 / 3, heldOutMedianMetric: 0.2 });
  expect(measured.metric).toBeCloseTo(0.065);
});

test("falls and ways are counted, and the rollouts that tried policies", () => {
  const fallen = { ...episodeWith(0.5), status: "fallen" as const, success: false, travelled: 4 };
  const walked = { ...episodeWith(1.5), travelled: 30 };
  const options = { ...run.config.options, validationInterval: 1 };
  const config = { ...run.config, method: "gps" as const, options };
  const episodes = { still: [walked, fallen, walked, walked], heldOut: [], noisy: [] };
  expect(measure({ ...run, config }, episodes, "higher", null)).toMatchObject({
    fallen: 0.25,
    travelled: 23.5,
    validation: 20,
  });
  expect(measure(run, episodes, "higher", null).validation).toBe(0);
});

test("a fall counts with the metric that it left", () => {
  const fallen = { ...episodeWith(0.5), status: "fallen" as const, success: false };
  const { metric, worstMetric, success } = measure(
    run,
    { still: [episodeWith(1.5), fallen], heldOut: [], noisy: [] },
    "higher",
    null,
  );
  expect([metric, worstMetric, success]).toEqual([1, 0.5, 0]);
});

test("what was not trained has no seed and no time, and what was not asked for is not a number", () => {
  expect(measure(null, { ...one, noisy: [] }, "lower", null)).toMatchObject({
    run: null,
    seed: null,
    rollouts: 0,
    metric: 0.01,
    noisySuccess: Number.NaN,
    secondsPerIteration: Number.NaN,
  });
});

test("the worst seed has the least success and the most of everything else; of speeds the least", () => {
  const first = measure(run, one, "lower", 0.1);
  const seeds = [
    first,
    { ...first, metric: 0.02, success: 0.6, rolloutsToReach: Number.POSITIVE_INFINITY },
    { ...first, metric: 0.03, success: 0.8 },
  ];
  const { median, worst } = overSeeds(seeds, "lower");
  expect(median).toMatchObject({ metric: 0.02, success: 0.8, rolloutsToReach: 15 });
  expect(worst).toMatchObject({ metric: 0.03, success: 0.6, rolloutsToReach: Number.POSITIVE_INFINITY });
  expect(overSeeds(seeds, "higher").worst).toMatchObject({ metric: 0.01, success: 0.6 });
});
