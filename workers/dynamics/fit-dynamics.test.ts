import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import type { LinearDynamics } from "../trajectory/types.ts";
import { fitDynamics } from "./fit-dynamics.ts";
import { customaryMixture, fitMixture, type Mixture } from "./mixture.ts";
import { plainMixtureKernels } from "./plain-kernels.ts";
import { collectPoints } from "./points.ts";
import { transitionsOf } from "./transitions.ts";
import type { RolloutBatch } from "./types.ts";

const [T, dX, dU] = [6, 3, 2];
const D = dX + dU;
const strengths = { mean: 1, scatter: 1 };

/** f_xu: [T, dX, D] and f_c: [T, dX], drawn; equal at all steps where asked. */
function drawnSystem(seed: number, constant: boolean) {
  const random = streamFromSeed(seed);
  const draw = (size: number) => {
    const first = Array.from({ length: size }, () => 0.5 * random.normal());
    const steps = Array.from({ length: T }, () => (constant ? first : first.map(() => 0.5 * random.normal())));
    return Float64Array.from(steps.flat());
  };
  return { matrices: draw(dX * D), offsets: draw(dX) };
}

function rollouts(system: ReturnType<typeof drawnSystem>, samples: number, noise: number, seed: number): RolloutBatch {
  const random = streamFromSeed(seed);
  const states = new Float64Array(samples * T * dX);
  const actions = Float64Array.from({ length: samples * T * dU }, () => random.normal());
  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < dX; i++) states[n * T * dX + i] = random.normal();
    for (let t = 0; t + 1 < T; t++) {
      for (let i = 0; i < dX; i++) {
        let next = system.offsets[t * dX + i] + noise * random.normal();
        for (let j = 0; j < D; j++) {
          const y = j < dX ? states[(n * T + t) * dX + j] : actions[(n * T + t) * dU + j - dX];
          next += system.matrices[(t * dX + i) * D + j] * y;
        }
        states[(n * T + t + 1) * dX + i] = next;
      }
    }
  }
  return { states, actions, samples, steps: T, stateDim: dX, actionDim: dU };
}

function fitted(batch: RolloutBatch, prior: Mixture | null, ridge: number): LinearDynamics {
  const result = fitDynamics(batch, { prior, ridge, strengths }, plainMixtureKernels);
  if (result.status !== "ok") throw new Error(result.status);
  return result.dynamics;
}

function mixtureOf(batches: RolloutBatch[], components: number): Mixture {
  const { data, count, dim } = collectPoints(batches.map(transitionsOf), 1);
  const result = fitMixture(
    data,
    count,
    dim,
    { ...customaryMixture, components },
    { uniform: streamFromSeed(1).uniform },
    plainMixtureKernels,
  );
  if (result.status !== "ok") throw new Error(result.status);
  return result.mixture;
}

/** Largest error of f_xu over the steps that have a successor. */
function largestError(dynamics: LinearDynamics, system: ReturnType<typeof drawnSystem>): number {
  let largest = 0;
  for (let i = 0; i < (T - 1) * dX * D; i++) {
    largest = Math.max(largest, Math.abs(dynamics.matrices[i] - system.matrices[i]));
  }
  return largest;
}

describe("fitDynamics without a prior", () => {
  it("recovers a time-varying linear system exactly from enough rollouts", () => {
    const system = drawnSystem(1, false);
    const dynamics = fitted(rollouts(system, 20, 0, 2), null, 1e-12);
    expect(largestError(dynamics, system)).toBeLessThan(1e-9);
    for (let i = 0; i < (T - 1) * dX; i++) expect(dynamics.offsets[i]).toBeCloseTo(system.offsets[i], 9);
  });

  it("recovers the noise's covariance", () => {
    const dynamics = fitted(rollouts(drawnSystem(3, false), 4000, 0.3, 4), null, 1e-9);
    for (let t = 0; t + 1 < T; t++) {
      for (let i = 0; i < dX; i++) {
        for (let j = 0; j < dX; j++) {
          // The standard error of a variance of 0.09 from 4000 samples is 0.002.
          expect(Math.abs(dynamics.covariances[(t * dX + i) * dX + j] - (i === j ? 0.09 : 0))).toBeLessThan(0.01);
        }
      }
    }
  });

  it("repeats the step before the last at the last", () => {
    const { matrices, offsets, covariances } = fitted(rollouts(drawnSystem(5, false), 20, 0.1, 6), null, 1e-6);
    for (const values of [matrices, offsets, covariances]) {
      const size = values.length / T;
      expect(values.slice(-size)).toEqual(values.slice(-2 * size, -size));
    }
  });
});

describe("fitDynamics with a mixture prior", () => {
  it("recovers a constant system from fewer rollouts than unknowns, where regression cannot", () => {
    const system = drawnSystem(7, true);
    const history = [rollouts(system, 60, 0.01, 8)];
    const few = rollouts(system, 3, 0.01, 9);
    const withPrior = largestError(fitted(few, mixtureOf(history, 2), 1e-6), system);
    const without = largestError(fitted(few, null, 1e-6), system);
    expect(withPrior).toBeLessThan(0.1);
    expect(without).toBeGreaterThan(5 * withPrior);
  });

  it("gives symmetric positive covariances", () => {
    const system = drawnSystem(10, true);
    const few = rollouts(system, 3, 0.05, 11);
    const { covariances } = fitted(few, mixtureOf([few], 2), 1e-6);
    for (let t = 0; t < T; t++) {
      for (let i = 0; i < dX; i++) {
        expect(covariances[(t * dX + i) * dX + i]).toBeGreaterThan(0);
        for (let j = 0; j < i; j++) {
          expect(covariances[(t * dX + i) * dX + j]).toBe(covariances[(t * dX + j) * dX + i]);
        }
      }
    }
  });
});

describe("fitDynamics on numbers that cannot be used", () => {
  const system = drawnSystem(12, true);

  it.each([
    ["with", true],
    ["without", false],
  ])("names the step of a state that is not finite, %s prior", (_, withPrior) => {
    const batch = rollouts(system, 5, 0.1, 13);
    const prior = withPrior ? mixtureOf([batch], 2) : null;
    const states = batch.states.slice();
    states[3 * dX] = Number.NaN;
    const result = fitDynamics({ ...batch, states }, { prior, ridge: 1e-6, strengths }, plainMixtureKernels);
    expect(result).toEqual({ status: "not-finite", step: 2 });
  });

  it("names the step where regression without a ridge has too few samples", () => {
    const result = fitDynamics(rollouts(system, 2, 0.1, 14), { prior: null, ridge: 0, strengths }, plainMixtureKernels);
    expect(result).toEqual({ status: "not-positive-definite", step: 0 });
  });
});
