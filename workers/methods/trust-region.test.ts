import { describe, expect, it } from "vitest";
import { runConfigSchema } from "./config.ts";
import {
  advance,
  afterRetrial,
  emptyTrustRegion,
  isAccepted,
  isOnRetrial,
  nextStepSize,
  retreat,
  soundest,
  stepBack,
  type TrustRegion,
  withNoise,
} from "./trust-region.ts";

const { options } = runConfigSchema.parse({
  task: "peg2d",
  options: { rollbackRatio: 2, stepMin: 0.05, stepMax: 1, noiseDecay: 0.8 },
});
const late = options.noiseDecayStart + 1;

function candidate(cost: number) {
  const controller = {
    gains: Float64Array.of(cost),
    offsets: Float64Array.of(cost),
    covariances: Float64Array.of(1),
  };
  const numbers = new Float64Array(0);
  const batch = { states: numbers, actions: numbers, samples: 0, steps: 0, stateDim: 0, actionDim: 0 };
  return { controller, batch, cost };
}

function trailOf(...costs: number[]): TrustRegion {
  return costs.reduce((region, cost) => advance(region, candidate(cost), late, options), emptyTrustRegion);
}

const newest = ({ trail }: TrustRegion) => trail[trail.length - 1];

describe("acceptance", () => {
  it("takes whatever is sampled first", () => {
    expect(isAccepted(emptyTrustRegion, null, options)).toBe(true);
  });

  it("compares with the best of the trail, not with the newest", () => {
    const region = trailOf(10, 19);
    expect(isAccepted(region, 20, options)).toBe(true);
    expect(isAccepted(region, 20.1, options)).toBe(false);
  });

  it("allows the same margin where costs are negative", () => {
    const region = trailOf(-10);
    expect(isAccepted(region, 0, options)).toBe(true);
    expect(isAccepted(region, 0.1, options)).toBe(false);
  });

  it("rejects rollouts that diverged", () => {
    expect(isAccepted(trailOf(10), null, options)).toBe(false);
  });

  it("takes everything when rollback is off", () => {
    const published = { ...options, rollbackRatio: 0 };
    expect(isAccepted(trailOf(10), 1e9, published)).toBe(true);
    expect(isAccepted(trailOf(10), null, published)).toBe(true);
  });
});

describe("the trail", () => {
  it("improves the newest again after one rejection, with less noise", () => {
    const region = retreat(trailOf(10, 9), options);
    expect(newest(region).cost).toBe(9);
    expect(newest(region).noise).toBeCloseTo(options.noiseDecay ** 2, 12);
  });

  it("drops the newest at the second rejection in a row", () => {
    const region = retreat(retreat(trailOf(10, 9), options), options);
    expect(region.trail.map(({ cost }) => cost)).toEqual([10]);
    expect(region.rejections).toBe(0);
  });

  it("has the newest tried again instead, after as many rejections as are set", () => {
    const patient = { ...options, retrialAfter: 3 };
    const twice = retreat(retreat(trailOf(10, 9), patient), patient);
    expect(isOnRetrial(twice, patient)).toBe(false);
    const region = retreat(twice, patient);
    expect(isOnRetrial(region, patient)).toBe(true);
    expect(isOnRetrial(region, options)).toBe(false);
    expect(region.trail.map(({ cost }) => cost)).toEqual([10, 9]);
    expect(newest(region).noise).toBeCloseTo(options.noiseDecay ** 4, 12);
  });

  it("keeps a controller that was borne out again, with the mean cost of all its rollouts", () => {
    const old = { ...candidate(9), batch: { ...candidate(9).batch, samples: 5 } };
    const fresh = { cost: 15, batch: { ...old.batch, samples: 10 } };
    const region = afterRetrial(advance(trailOf(10), old, late, options), fresh, true, options);
    expect(region.trail.map(({ cost }) => cost)).toEqual([10, 13]);
    expect(newest(region).batch.samples).toBe(15);
    expect(region.rejections).toBe(0);
  });

  it("drops a controller that failed when it was tried again, unless it is the last that is left", () => {
    const failed = { batch: candidate(99).batch, cost: 99 };
    expect(afterRetrial(trailOf(10, 9), failed, false, options).trail.map(({ cost }) => cost)).toEqual([10]);
    expect(afterRetrial(trailOf(10), failed, false, options).trail).toHaveLength(1);
  });

  it("never drops the last controller that is left", () => {
    let region = trailOf(10);
    for (let i = 0; i < 5; i++) region = retreat(region, options);
    expect(region.trail).toHaveLength(1);
  });

  it("steps back on demand, with less noise", () => {
    const region = stepBack(trailOf(10, 9), options);
    expect(region.trail.map(({ cost }) => cost)).toEqual([10]);
    expect(newest(region).noise).toBeCloseTo(options.noiseDecay ** 2, 12);
    expect(stepBack(region, options).trail).toHaveLength(1);
  });

  it("judges by what is left after stepping back, so that it cannot lock itself out", () => {
    const region = retreat(retreat(trailOf(100, 10), options), options);
    expect(isAccepted(region, 150, options)).toBe(true);
  });

  it("keeps a bounded number of controllers", () => {
    expect(trailOf(...Array.from({ length: 50 }, (_, i) => 50 - i)).trail.length).toBeLessThanOrEqual(4);
  });

  it("leaves the noise alone in the first iterations", () => {
    expect(newest(advance(emptyTrustRegion, candidate(1), options.noiseDecayStart, options)).noise).toBe(1);
    expect(newest(advance(emptyTrustRegion, candidate(1), late, options)).noise).toBe(options.noiseDecay);
  });
});

describe("the controller to show", () => {
  it("is none before the first rollouts", () => {
    expect(soundest(emptyTrustRegion)).toBeUndefined();
  });

  it("is the one whose own rollouts cost least, of equals the newest", () => {
    expect(soundest(trailOf(10, 8, 9))?.gains[0]).toBe(8);
    const equals = trailOf(9, 9);
    expect(soundest(equals)).toBe(equals.trail[1].controller);
  });

  it("stays the same while candidates made from it are rejected", () => {
    expect(soundest(retreat(trailOf(10, 8, 9), options))?.gains[0]).toBe(8);
  });

  it("is simply the newest without rollback", () => {
    const published = { ...options, rollbackRatio: 0 };
    const first = advance(emptyTrustRegion, candidate(8), late, published);
    expect(soundest(advance(first, candidate(9), late, published))?.gains[0]).toBe(9);
  });
});

describe("the step size", () => {
  it("shrinks by the set factor after a rejection, down to its floor", () => {
    expect(nextStepSize(1, null, 0, false, options)).toBe(options.stepShrink);
    expect(nextStepSize(options.stepMin, null, 0, false, options)).toBe(options.stepMin);
  });

  it("grows when the improvement was as predicted and shrinks when there was none", () => {
    const predicted = { previous: 100, current: 50 };
    expect(nextStepSize(0.2, predicted, 50, true, options)).toBeCloseTo(0.2 * options.stepGrowth, 12);
    expect(nextStepSize(0.2, predicted, 100, true, options)).toBeCloseTo(0.1, 12);
  });

  it("stays when there is no prediction to compare with", () => {
    expect(nextStepSize(0.3, null, 50, true, options)).toBe(0.3);
  });
});

it("scales the covariance and nothing else", () => {
  const { controller } = candidate(3);
  const quieter = withNoise(controller, 0.5);
  expect(quieter.covariances[0]).toBe(0.5);
  expect(quieter.gains).toBe(controller.gains);
  expect(controller.covariances[0]).toBe(1);
});
