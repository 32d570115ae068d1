import { describe, expect, it } from "vitest";
import { mixtureCase as reference, unpack } from "../cases/reference-cases.ts";
import { streamFromSeed } from "../math/random.ts";
import { customaryMixture, fitMixture, type Mixture, type MixtureOptions } from "./mixture.ts";
import { emptyFactors, factorMixture } from "./mixture-density.ts";
import { mixturePrior, mixturePriorWorkspace } from "./mixture-prior.ts";
import type { MixtureStart } from "./mixture-start.ts";
import { plainMixtureKernels } from "./plain-kernels.ts";

function fitted(data: Float64Array, n: number, D: number, options: MixtureOptions, start: MixtureStart): Mixture {
  const result = fitMixture(data, n, D, options, start, plainMixtureKernels);
  if (result.status !== "ok") throw new Error(result.status);
  return result.mixture;
}

const { N: n, D, K, expected } = reference;
const points = unpack(reference.data);
const referenceStart = { assignment: Int32Array.from(reference.initial_assignment) };
const referenceOptions = {
  components: K,
  maxIterations: reference.settings.max_iterations,
  covarianceFloor: reference.settings.m_step_reg,
  tolerance: 1e-5,
};

describe("reference case gmm_small_D10_K2", () => {
  const mixture = fitted(points, n, D, referenceOptions, referenceStart);

  it("reaches the reference's log-likelihood", () => {
    const last = mixture.logLikelihoods.at(-1)!;
    expect(last).toBeGreaterThan(expected.final_loglik_seen * (1 - 1e-3));
  });

  it("follows the reference's trace", () => {
    expected.loglik_trace.forEach((value, i) => {
      expect(Math.abs(mixture.logLikelihoods[i] - value)).toBeLessThan(1e-9 * Math.abs(value));
    });
  });

  it("has the reference's means and weights after one and five iterations", () => {
    for (const [iteration, snapshot] of Object.entries(expected.snapshots)) {
      const options = { ...referenceOptions, maxIterations: Number(iteration), tolerance: 0 };
      const early = fitted(points, n, D, options, referenceStart);
      snapshot.mu.data.forEach((value, i) => {
        expect(early.means[i]).toBeCloseTo(value, 9);
      });
      snapshot.mass.data.forEach((value, i) => {
        expect(early.weights[i]).toBeCloseTo(value, 9);
      });
    }
  });

  it("gives the reference's prior at the query points", () => {
    const given: Mixture = {
      components: K,
      dim: D,
      weights: unpack(expected.mass),
      means: unpack(expected.mu),
      covariances: unpack(expected.sigma),
      logLikelihoods: [],
    };
    const factors = emptyFactors(K, D);
    expect(factorMixture(given, factors)).toBe(true);
    const prior = { mean: new Float64Array(D), scatter: new Float64Array(D * D), meanStrength: 3, scatterStrength: 1 };
    const N = reference.inference.query.shape[0];
    const query = unpack(reference.inference.query);
    expect(mixturePrior(given, factors, query, N, prior, mixturePriorWorkspace(given, N))).toBe(true);
    reference.inference.mu0.data.forEach((value, i) => {
      expect(prior.mean[i]).toBeCloseTo(value, 12);
    });
    reference.inference.Phi_over_m.data.forEach((value, i) => {
      expect(prior.scatter[i] / 3).toBeCloseTo(value, 12);
    });
  });
});

/** Two clusters in the plane, 300 points at (−5, 0) with deviation 1 and 100 at (5, 2) with deviation 0.5. */
function twoClusters(): Float64Array {
  const random = streamFromSeed(4);
  return Float64Array.from({ length: 800 }, (_, i) => {
    const first = i < 600;
    const centre = i % 2 === 0 ? (first ? -5 : 5) : first ? 0 : 2;
    return centre + (first ? 1 : 0.5) * random.normal();
  });
}

describe("fitMixture", () => {
  const clusters = twoClusters();
  const options = { ...customaryMixture, components: 2, maxIterations: 50 };
  const drawn = () => ({ uniform: streamFromSeed(1).uniform });

  it("finds two clusters from drawn centres", () => {
    const mixture = fitted(clusters, 400, 2, options, drawn());
    const left = mixture.means[0] < mixture.means[2] ? 0 : 1;
    expect(mixture.weights[left]).toBeCloseTo(0.75, 2);
    expect(mixture.means[2 * left]).toBeCloseTo(-5, 0);
    expect(mixture.means[2 * (1 - left) + 1]).toBeCloseTo(2, 0);
    expect(Math.sqrt(mixture.covariances[4 * left])).toBeCloseTo(1, 0);
    expect(Math.sqrt(mixture.covariances[4 * (1 - left)])).toBeCloseTo(0.5, 0);
  });

  it("never lowers the log-likelihood, starting warm or drawn", () => {
    const cold = fitted(clusters, 400, 2, { ...options, tolerance: 0 }, drawn());
    const warm = fitted(clusters, 400, 2, { ...options, tolerance: 0 }, { mixture: cold });
    for (const { logLikelihoods } of [cold, warm]) {
      for (let i = 1; i < logLikelihoods.length; i++) {
        expect(logLikelihoods[i]).toBeGreaterThan(logLikelihoods[i - 1] - 1e-3);
      }
    }
    expect(warm.logLikelihoods[0]).toBeCloseTo(cold.logLikelihoods.at(-1)!, 9);
  });

  it("grows and shrinks a mixture that it starts from", () => {
    const two = fitted(clusters, 400, 2, options, drawn());
    const five = fitted(clusters, 400, 2, { ...options, components: 5 }, { mixture: two });
    expect(five.components).toBe(5);
    expect(five.logLikelihoods.at(-1)).toBeGreaterThan(two.logLikelihoods.at(-1)!);
    const one = fitted(clusters, 400, 2, { ...options, components: 1 }, { mixture: five });
    expect([...one.weights]).toEqual([1]);
  });

  it("restarts a dead component", () => {
    const far = Float64Array.of(-5, 0, 1e6, 1e6);
    const covariances = Float64Array.of(1, 0, 0, 1, 1, 0, 0, 1);
    const weights = Float64Array.of(0.5, 0.5);
    const dead: Mixture = { components: 2, dim: 2, weights, means: far, covariances, logLikelihoods: [] };
    const mixture = fitted(clusters, 400, 2, options, { mixture: dead });
    expect(mixture.means.every((value) => Math.abs(value) < 10)).toBe(true);
    expect(Math.min(...mixture.weights)).toBeGreaterThan(0.2);
  });

  it("gives the same numbers for the same seed", () => {
    expect(fitted(clusters, 400, 2, options, drawn())).toEqual(fitted(clusters, 400, 2, options, drawn()));
  });

  it("says that data are not finite", () => {
    const broken = clusters.slice();
    broken[7] = Number.NaN;
    expect(fitMixture(broken, 400, 2, options, drawn(), plainMixtureKernels)).toEqual({ status: "not-finite" });
  });

  it("takes no more components than there are points", () => {
    expect(fitted(clusters, 3, 2, { ...options, components: 20 }, drawn()).components).toBe(3);
  });
});
