import { describe, expect, it } from "vitest";
import { constantCovariance } from "./constant-covariance.ts";
import { deviationLoss } from "./deviations.ts";
import { plainLoss } from "./loss.ts";
import { type PolicyObjective, policyObjective } from "./objective.ts";
import { policyCovariance, policyMean, whitened } from "./policy-mean.ts";
import { scaledSamples } from "./scaled-samples.ts";
import { lessonsOf, randomPolicy, randomTeacher, randomVisits, withDeviations } from "./testing/policies.ts";

const [T, dX, dU] = [4, 3, 2];
const teachers = [randomTeacher(T, dX, dU, 1), randomTeacher(T, dX, dU, 2)];
const lessons = lessonsOf([randomVisits(0, 3, T, dX, 3), randomVisits(1, 2, T, dX, 4)], teachers);
const policy = randomPolicy([0, 2], dU, 5);
const loose = withDeviations(policy, 6);

/** The inverse of a symmetric 2×2 matrix, and its determinant. */
function inverse([a, b, , d]: ArrayLike<number> & Iterable<number>): { of: number[]; det: number } {
  const det = a * d - b * b;
  return { of: [d / det, -b / det, -b / det, a / det], det };
}

/** Section 4 summed sample by sample from the teachers themselves. */
function byHand(acting: typeof policy): PolicyObjective {
  let [total, divergence, weight] = [0, 0, 0];
  for (let i = 0; i < lessons.count; i++) {
    const [condition, t] = [Math.floor(lessons.groups[i] / T), lessons.groups[i] % T];
    const { controller, weights } = teachers[condition];
    const x = lessons.states.slice(i * dX, (i + 1) * dX);
    const C = controller.covariances.slice(t * 4, t * 4 + 4);
    const { of: P, det } = inverse(C);
    const S = policyCovariance(acting, x);
    const mu = policyMean(acting, 1, x);
    const r = [0, 1].map((j) => {
      const row = controller.gains.slice((t * dU + j) * dX, (t * dU + j + 1) * dX);
      return controller.offsets[t * dU + j] + row.reduce((sum, K, l) => sum + K * x[l], 0) - mu[j];
    });
    const trace = S[0] * P[0] + 2 * S[1] * P[1] + S[3] * P[3];
    const square = r[0] * r[0] * P[0] + 2 * r[0] * r[1] * P[1] + r[1] * r[1] * P[3];
    const logS = Math.log(inverse(S).det);
    total += weights[t] * 0.5 * (trace - logS + square);
    divergence += weights[t] * 0.5 * (trace - logS + square + Math.log(det) - dU);
    weight += weights[t];
  }
  return { total, perSample: total / lessons.count, divergence: divergence / weight };
}

describe("the policy's objective", () => {
  it.each([
    ["the same everywhere", policy],
    ["of the state", loose],
  ])("is that of section 4, with a covariance %s", (_, acting) => {
    const [actual, expected] = [policyObjective(acting, lessons), byHand(acting)];
    for (const key of ["total", "perSample", "divergence"] as const) expect(actual[key]).toBeCloseTo(expected[key], 10);
    expect(actual.divergence).toBeGreaterThan(0);
  });

  it("falls and rises with the scaled loss of the mean, in nat", () => {
    const other = { ...policy, network: randomPolicy([0, 2], dU, 9).network };
    const { samples, unit } = scaledSamples(policy, lessons);
    const loss = plainLoss(policy.network.shape, samples);
    const gradient = new Float64Array(policy.network.parameters.length);
    const difference = loss(policy.network.parameters, gradient) - loss(other.network.parameters, gradient);
    const expected = policyObjective(policy, lessons).total - policyObjective(other, lessons).total;
    expect(unit * difference).toBeCloseTo(expected, 9);
  });

  it("has a unit in which equal errors in all scaled actions cost half their square", () => {
    const { samples } = scaledSamples(policy, lessons);
    const mean = samples.groups.reduce((sum, group) => {
      return sum + samples.precisions[4 * group] + samples.precisions[4 * group + 3];
    }, 0);
    expect(mean / dU).toBeCloseTo(1, 12);
  });
});

describe("the constant covariance", () => {
  it("is the closed form's, by hand", () => {
    const one = { ...teachers[0].controller, covariances: Float64Array.of(1, 2, 4, 8) };
    const single = { controller: { ...one, gains: new Float64Array(4), offsets: new Float64Array(4) } };
    const visits = { condition: 0, by: "controller" as const, states: new Float64Array(4), validSteps: [4] };
    const taught = lessonsOf(
      [visits],
      [{ ...single, weights: Float64Array.of(1, 1, 2, 0), path: new Float64Array(4) }],
    );
    // (1 + ½ + 2/4) / 4 = ½
    expect(constantCovariance(taught)?.[0]).toBeCloseTo(2, 14);
    expect(constantCovariance({ ...taught, weights: new Float64Array(4), precisions: new Float64Array(4) })).toBeNull();
  });

  it("makes every other one worse", () => {
    const best = constantCovariance(lessons) ?? new Float64Array(4);
    const totalOf = (covariance: Float64Array) => policyObjective({ ...policy, covariance }, lessons).total;
    for (const change of [
      [1, 0, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 1],
    ]) {
      for (const step of [1e-3, -1e-3]) {
        expect(totalOf(best.map((value, i) => value + step * change[i]))).toBeGreaterThan(totalOf(best));
      }
    }
  });
});

describe("the deviations' loss", () => {
  const shape = loose.network.shape;
  const loss = deviationLoss(shape, whitened(loose, lessons.count, lessons.states), lessons);
  const parameters = loose.deviations?.parameters ?? new Float64Array(0);

  it("has the gradient of its finite differences", () => {
    const [gradient, unused] = [parameters.slice(), parameters.slice()];
    loss(parameters, gradient);
    parameters.forEach((value, i) => {
      const at = (step: number) => loss(parameters.with(i, value + step), unused);
      expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 7);
    });
  });

  it("falls and rises with the objective", () => {
    const other = parameters.map((value) => 0.5 * value);
    const gradient = parameters.slice();
    const weight = lessons.groups.reduce((sum, group) => sum + lessons.weights[group], 0);
    const change = policyObjective({ ...loose, deviations: { shape, parameters: other } }, lessons).total;
    const difference = change - policyObjective(loose, lessons).total;
    expect(weight * (loss(other, gradient) - loss(parameters, gradient))).toBeCloseTo(difference, 10);
  });
});
