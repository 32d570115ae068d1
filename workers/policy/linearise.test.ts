import { describe, expect, it } from "vitest";
import type { MixtureKernels } from "../dynamics/kernels.ts";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { wasmMixtureKernels } from "../dynamics/wasm-kernels.ts";
import { streamFromSeed } from "../math/random.ts";
import { openRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { emptyPolicyPrior, updatePolicyPrior } from "../methods/policy-prior.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import { type LinearisationOptions, linearisePolicy } from "./linearise.ts";
import { policyJacobian } from "./policy-jacobian.ts";
import { policyCovariance, policyMean } from "./policy-mean.ts";
import { randomPolicy, withDeviations } from "./testing/policies.ts";

const [T, dX, dU] = [5, 3, 2];
const sees = [0, 2];
const options: LinearisationOptions = {
  linearisation: "fit",
  linearisationResidual: true,
  prior: null,
  ridge: 1e-12,
  strengths: { mean: 1, scatter: 1 },
};

function batchOf(N: number, spread: number, seed: number): RolloutBatch {
  const { normal } = streamFromSeed(seed);
  const states = Float64Array.from({ length: N * T * dX }, (_, i) => (i % dX) - 1 + spread * normal());
  return { states, actions: new Float64Array(N * T * dU), samples: N, steps: T, stateDim: dX, actionDim: dU };
}

function linearised(
  policy: GaussianPolicy,
  batch: RolloutBatch,
  given: LinearisationOptions,
  kernels: MixtureKernels = plainMixtureKernels,
) {
  const result = linearisePolicy(policy, batch, given, kernels);
  if (result.status !== "ok") throw new Error(result.status);
  return result.linear;
}

function priorOf(policy: GaussianPolicy, batches: RolloutBatch[], kernels: MixtureKernels = plainMixtureKernels) {
  const settings = { components: 2, mixtureWindow: 2, mixtureStride: 1, mixtureSweeps: 8 };
  const updated = updatePolicyPrior(emptyPolicyPrior, policy, batches, streamFromSeed(1).state(), settings, kernels);
  if (updated.status !== "ok") throw new Error(updated.reason);
  return updated.prior.mixture;
}

function largestApart(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

/** T times the same. */
const repeated = (values: Float64Array) =>
  Float64Array.from({ length: T * values.length }, (_, i) => values[i % values.length]);

const linear = randomPolicy(sees, dU, 1, []);
const bent = randomPolicy(sees, dU, 2);

describe("the linearised policy", () => {
  /** What a linear policy says: u = J x + μ(0). */
  const J = repeated(policyJacobian(linear, new Float64Array(dX)));
  const j = repeated(policyMean(linear, 1, new Float64Array(dX)));

  it.each(["fit", "jacobian"] as const)("is a linear policy itself (%s)", (linearisation) => {
    const { gains, offsets, covariances } = linearised(linear, batchOf(12, 1, 3), { ...options, linearisation });
    expect(largestApart(gains, J)).toBeLessThan(1e-9);
    expect(largestApart(offsets, j)).toBeLessThan(1e-9);
    expect(largestApart(covariances, repeated(linear.covariance))).toBeLessThan(1e-9);
  });

  it("is a linear policy itself with a mixture prior, from fewer samples than unknowns", () => {
    const history = batchOf(60, 1, 4);
    const given = { ...options, prior: priorOf(linear, [history]) };
    const { gains, offsets } = linearised(linear, batchOf(2, 1, 5), given);
    // The floor of the mixture's covariances, 1e-6, is what keeps the fit from being exact.
    expect(largestApart(gains, J)).toBeLessThan(1e-4);
    expect(largestApart(offsets, j)).toBeLessThan(1e-4);
    expect(largestApart(linearised(linear, batchOf(2, 1, 5), options).gains, J)).toBeGreaterThan(0.01);
  });

  it("comes from the derivative as the samples draw together", () => {
    const [wide, narrow] = [0.5, 1e-3].map((spread) => {
      const batch = batchOf(40, spread, 6);
      const fit = linearised(bent, batch, options);
      return largestApart(fit.gains, linearised(bent, batch, { ...options, linearisation: "jacobian" }).gains);
    });
    expect(narrow).toBeLessThan(1e-3);
    expect(wide).toBeGreaterThan(10 * narrow);
  });

  it("counts as its covariance what the fit leaves of the mean, where asked", () => {
    const batch = batchOf(40, 1, 7);
    const { gains, offsets, covariances } = linearised(bent, batch, options);
    const own = linearised(bent, batch, { ...options, linearisationResidual: false }).covariances;
    expect(own).toEqual(repeated(bent.covariance));
    const means = policyMean(bent, 40 * T, batch.states);
    for (let t = 0; t < T; t++) {
      const left = new Float64Array(dU * dU);
      for (let n = 0; n < 40; n++) {
        const x = batch.states.subarray((n * T + t) * dX, (n * T + t + 1) * dX);
        const r = [0, 1].map((i) => {
          const row = gains.subarray((t * dU + i) * dX, (t * dU + i + 1) * dX);
          return means[(n * T + t) * dU + i] - offsets[t * dU + i] - row.reduce((sum, K, l) => sum + K * x[l], 0);
        });
        left.forEach((_, at) => {
          left[at] += (r[Math.floor(at / dU)] * r[at % dU]) / 40;
        });
      }
      left.forEach((value, at) => {
        expect(covariances[t * dU * dU + at] - own[t * dU * dU + at]).toBeCloseTo(value, 9);
      });
    }
  });

  it("takes covariances that depend on the state where the samples are", () => {
    const loose = withDeviations(bent, 8);
    const batch = batchOf(6, 1, 9);
    const { covariances } = linearised(loose, batch, { ...options, linearisationResidual: false });
    const first = new Float64Array(dU * dU);
    const mean = new Float64Array(dX);
    for (let n = 0; n < 6; n++) {
      const x = batch.states.slice(n * T * dX, n * T * dX + dX);
      policyCovariance(loose, x).forEach((value, i) => {
        first[i] += value / 6;
      });
      x.forEach((value, i) => {
        mean[i] += value / 6;
      });
    }
    expect(largestApart(covariances.slice(0, dU * dU), first)).toBeLessThan(1e-12);
    const derived = linearised(loose, batch, { ...options, linearisation: "jacobian" }).covariances;
    expect(largestApart(derived.slice(0, dU * dU), policyCovariance(loose, mean))).toBeLessThan(1e-12);
  });

  it("is the same from all kernels", () => {
    const batch = batchOf(6, 1, 10);
    const given = { ...options, prior: priorOf(bent, [batch]), ridge: 1e-6 };
    const expected = linearised(bent, batch, given);
    const actual = linearised(bent, batch, given, wasmMixtureKernels(openRuntime(supportedVariants()[0])));
    expect(largestApart(actual.gains, expected.gains)).toBeLessThan(1e-9);
    expect(largestApart(actual.offsets, expected.offsets)).toBeLessThan(1e-9);
    expect(largestApart(actual.covariances, expected.covariances)).toBeLessThan(1e-9);
  });

  it.each(["fit", "jacobian"] as const)("names the step whose states are not finite (%s)", (linearisation) => {
    const batch = batchOf(6, 1, 11);
    batch.states[(2 * T + 3) * dX] = Number.NaN;
    const result = linearisePolicy(bent, batch, { ...options, linearisation }, plainMixtureKernels);
    expect(result).toEqual({ status: "not-finite", step: 3 });
  });
});
