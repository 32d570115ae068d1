import { describe, expect, it } from "vitest";
import { mixtureCase as reference, unpack } from "../cases/reference-cases.ts";
import { streamFromSeed } from "../math/random.ts";
import { openRuntime, type WasmRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { fitDynamics } from "./fit-dynamics.ts";
import type { MixtureFit, MixtureKernels } from "./kernels.ts";
import { customaryMixture, fitMixture, type Mixture } from "./mixture.ts";
import { plainMixtureKernels } from "./plain-kernels.ts";
import type { RolloutBatch } from "./types.ts";
import { wasmMixtureKernels } from "./wasm-kernels.ts";

/** Relative to the largest magnitude. */
function expectClose(actual: Float64Array, expected: Float64Array, tolerance = 1e-12): void {
  expect(actual.length).toBe(expected.length);
  let [largest, error] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    error = Math.max(error, Math.abs(actual[i] - expected[i]));
  }
  expect(error).toBeLessThanOrEqual(tolerance * largest);
}

/** Clusters `apart` deviations from each other, and the mixture that they are drawn from, but with unit covariances. */
function clusters(n: number, D: number, K: number, apart: number): { data: Float64Array; mixture: Mixture } {
  const { normal, uniform } = streamFromSeed(n + D + K);
  const means = Float64Array.from({ length: K * D }, () => (apart * normal()) / Math.sqrt(2 * D));
  const covariances = new Float64Array(K * D * D);
  for (let k = 0; k < K; k++) {
    const direction = Array.from({ length: D }, () => normal() / Math.sqrt(D));
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < D; j++) covariances[(k * D + i) * D + j] = direction[i] * direction[j] + (i === j ? 1 : 0);
    }
  }
  const data = new Float64Array(n * D);
  for (let i = 0; i < n; i++) {
    const k = Math.floor(uniform() * K);
    for (let j = 0; j < D; j++) data[i * D + j] = means[k * D + j] + normal();
  }
  const weights = new Float64Array(K).fill(1 / K);
  return { data, mixture: { components: K, dim: D, weights, means, covariances, logLikelihoods: [] } };
}

function copyOf(mixture: Mixture): Mixture {
  const { weights, means, covariances } = mixture;
  return { ...mixture, weights: weights.slice(), means: means.slice(), covariances: covariances.slice() };
}

/** One E-step, then one M-step. */
function sweep(kernels: MixtureKernels, data: Float64Array, n: number, from: Mixture) {
  const mixture = copyOf(from);
  return kernels.withPoints(data, n, from.dim, from.components, (fit: MixtureFit) => {
    const expectation = fit.expect(mixture);
    const r = fit.responsibilities.slice();
    const restarted = fit.maximise(mixture, 1e-6);
    return { expectation, r, restarted, mixture };
  });
}

/** A crew that takes its chunks from the last to the first. */
function backwards(runtime: WasmRuntime): WasmRuntime {
  const scratch = runtime.arena.float64(2 ** 18);
  const run: WasmRuntime["crew"]["run"] = (kernel, args, chunks) => {
    const call = runtime.kernels[kernel] as (...numbers: number[]) => void;
    for (let chunk = chunks - 1; chunk >= 0; chunk--) call(...args, chunk, runtime.arena.addressOf(scratch));
  };
  return { ...runtime, crew: { ...runtime.crew, run } };
}

/** Random rollouts of a smooth system. */
function rollouts(N: number, T: number, dX: number, dU: number): RolloutBatch {
  const { normal } = streamFromSeed(N * T + dX);
  const states = new Float64Array(N * T * dX);
  const actions = Float64Array.from({ length: N * T * dU }, () => normal());
  for (let row = 0; row < N * T; row++) {
    for (let i = 0; i < dX; i++) {
      const before = row % T === 0 ? normal() : states[(row - 1) * dX + i];
      const action = row % T === 0 ? 0 : actions[(row - 1) * dU + (i % dU)];
      states[row * dX + i] = 0.9 * before + 0.3 * action + 0.1 * normal();
    }
  }
  return { states, actions, samples: N, steps: T, stateDim: dX, actionDim: dU };
}

describe.each(supportedVariants())("mixture kernels, %s", (variant) => {
  const runtime = openRuntime(variant);
  const kernels = wasmMixtureKernels(runtime);

  it.each([
    [1, 1, 1, 0],
    [7, 2, 3, 2],
    [13, 5, 4, 4],
    [500, 7, 3, 30],
    [483, 14, 20, 3],
    [5000, 6, 5, 8],
    [301, 42, 4, 10],
    [243, 61, 2, 60],
    [130, 118, 3, 5],
    [500, 97, 5, 40],
  ])("take the E- and the M-step of %d points in %d dimensions with %d components %d apart", (n, D, K, apart) => {
    const { data, mixture } = clusters(n, D, K, apart);
    const [actual, expected] = [kernels, plainMixtureKernels].map((set) => sweep(set, data, n, mixture));
    expectClose(actual.r, expected.r);
    if (actual.expectation.status !== "ok" || expected.expectation.status !== "ok") throw new Error("E-step failed");
    const { logLikelihood } = expected.expectation;
    expect(Math.abs(actual.expectation.logLikelihood - logLikelihood)).toBeLessThan(1e-12 * Math.abs(logLikelihood));
    expect(actual.restarted).toBe(expected.restarted);
    expectClose(actual.mixture.weights, expected.mixture.weights);
    expectClose(actual.mixture.means, expected.mixture.means);
    expectClose(actual.mixture.covariances, expected.mixture.covariances);
  });

  it("start a dead component again", () => {
    const { data, mixture } = clusters(40, 3, 3, 1);
    mixture.means.fill(1e6, 3, 6);
    const [actual, expected] = [kernels, plainMixtureKernels].map((set) => sweep(set, data, 40, mixture));
    expect([actual.restarted, expected.restarted]).toEqual([true, true]);
    expectClose(actual.mixture.weights, expected.mixture.weights);
    expectClose(actual.mixture.covariances, expected.mixture.covariances);
  });

  it("fail as the plain ones do", () => {
    const { data, mixture } = clusters(40, 3, 2, 1);
    const indefinite = copyOf(mixture);
    indefinite.covariances[9] = -1;
    const broken = data.slice();
    broken[70] = Number.NaN;
    const distant = data.map((value) => value * 1e200);
    for (const set of [kernels, plainMixtureKernels]) {
      expect(sweep(set, data, 40, indefinite).expectation).toEqual({ status: "not-positive-definite" });
      expect(sweep(set, broken, 40, mixture).expectation).toEqual({ status: "not-finite" });
      expect(sweep(set, distant, 40, mixture).expectation).toEqual({ status: "not-finite" });
    }
  });

  it("follow the reference's trace of log-likelihoods", () => {
    const { N: n, D, K, settings, expected } = reference;
    const options = {
      components: K,
      maxIterations: settings.max_iterations,
      covarianceFloor: settings.m_step_reg,
      tolerance: 1e-5,
    };
    const start = { assignment: Int32Array.from(reference.initial_assignment) };
    const result = fitMixture(unpack(reference.data), n, D, options, start, kernels);
    if (result.status !== "ok") throw new Error(result.status);
    for (const [i, value] of expected.loglik_trace.entries())
      expect(Math.abs(result.mixture.logLikelihoods[i] - value)).toBeLessThan(1e-9 * Math.abs(value));
  });

  it.each([
    [1, 2, 1, 1, 1],
    [3, 9, 2, 1, 2],
    [5, 20, 6, 2, 4],
    [20, 17, 18, 6, 5],
    [140, 4, 3, 2, 3],
  ])("fit dynamics to %d rollouts of %d steps, %d states and %d actions with %d components", (N, T, dX, dU, K) => {
    const batch = rollouts(N, T, dX, dU);
    const { mixture } = clusters(0, 2 * dX + dU, K, 2);
    for (const prior of [mixture, null]) {
      // Without a prior fewer rollouts than variables leave nothing but the ridge's part of the covariance.
      const options = { prior, ridge: prior ? 1e-3 : 1, strengths: { mean: 2, scatter: 1.5 } };
      const [actual, expected] = [kernels, plainMixtureKernels].map((set) => fitDynamics(batch, options, set));
      if (actual.status !== "ok" || expected.status !== "ok") throw new Error("no dynamics");
      expectClose(actual.dynamics.matrices, expected.dynamics.matrices);
      expectClose(actual.dynamics.offsets, expected.dynamics.offsets);
      expectClose(actual.dynamics.covariances, expected.dynamics.covariances);
    }
  });

  it("name the step where dynamics cannot be fitted, as the plain ones do", () => {
    const batch = rollouts(4, 12, 3, 2);
    const states = batch.states.slice();
    states[(12 + 10) * 3] = Number.NaN;
    const { mixture } = clusters(0, 8, 2, 1);
    const indefinite = copyOf(mixture);
    indefinite.covariances[0] = -1;
    const strengths = { mean: 1, scatter: 1 };
    for (const set of [kernels, plainMixtureKernels]) {
      for (const prior of [mixture, null])
        expect(fitDynamics({ ...batch, states }, { prior, ridge: 1, strengths }, set)).toEqual({
          status: "not-finite",
          step: 9,
        });
      const failed = { status: "not-positive-definite", step: 0 };
      expect(fitDynamics(batch, { prior: indefinite, ridge: 1, strengths }, set)).toEqual(failed);
      expect(fitDynamics(batch, { prior: null, ridge: -1, strengths }, set)).toEqual(failed);
    }
  });

  it("give the same bytes in whatever order the chunks are computed", () => {
    const { data, mixture } = clusters(6000, 7, 4, 3);
    const other = wasmMixtureKernels(backwards(runtime));
    expect(sweep(other, data, 6000, mixture)).toEqual(sweep(kernels, data, 6000, mixture));
    const batch = rollouts(4, 30, 3, 1);
    const options = { prior: mixture, ridge: 1e-6, strengths: { mean: 1, scatter: 1 } };
    expect(fitDynamics(batch, options, other)).toEqual(fitDynamics(batch, options, kernels));
  });

  it("fit a mixture as the plain ones do", () => {
    const { data } = clusters(600, 4, 3, 12);
    const options = { ...customaryMixture, components: 4 };
    const [actual, expected] = [kernels, plainMixtureKernels].map((set) =>
      fitMixture(data, 600, 4, options, { uniform: streamFromSeed(3).uniform }, set),
    );
    if (actual.status !== "ok" || expected.status !== "ok") throw new Error("no mixture");
    expectClose(actual.mixture.means, expected.mixture.means, 1e-9);
    expectClose(actual.mixture.covariances, expected.mixture.covariances, 1e-9);
  });
});
