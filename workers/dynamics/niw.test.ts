import { describe, expect, it } from "vitest";
import { conditionGaussian, conditioningWorkspace, mapEstimate } from "./niw.ts";

const numbers = (...values: number[]) => Float64Array.from(values);
const scratch = () => ({ ones: numbers(1, 1), d: new Float64Array(2) });
const empty = () => ({ mean: new Float64Array(2), covariance: new Float64Array(4) });

function expectClose(actual: Float64Array, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 12);
  });
}

describe("mapEstimate", () => {
  it("combines two points with a prior, by hand", () => {
    // μ̂ = (1, 1), N Σ̂ = [[2, 2], [2, 2]], N m/(N+m) = 2/3; Σ = (I + [[2, 2], [2, 2]] + 2/3 · 11ᵀ) / 3.
    const prior = { mean: numbers(0, 0), scatter: numbers(1, 0, 0, 1), meanStrength: 1, scatterStrength: 1 };
    const out = empty();
    mapEstimate(numbers(0, 0, 2, 2), 2, prior, out, scratch());
    expectClose(out.mean, [2 / 3, 2 / 3]);
    expectClose(out.covariance, [11 / 9, 8 / 9, 8 / 9, 11 / 9]);
  });

  it("counts the prior's strengths", () => {
    // N m/(N+m) = 6/5, N + n0 = 4; μ = (3·(0, 1) + 2·(1, 1)) / 5, μ̂ − μ0 = (1, 0).
    const prior = { mean: numbers(0, 1), scatter: numbers(1, 0, 0, 1), meanStrength: 3, scatterStrength: 2 };
    const out = empty();
    mapEstimate(numbers(0, 0, 2, 2), 2, prior, out, scratch());
    expectClose(out.mean, [0.4, 1]);
    expectClose(out.covariance, [(1 + 2 + 1.2) / 4, 0.5, 0.5, 0.75]);
  });

  it("gives the points' own moments without a prior", () => {
    const out = empty();
    mapEstimate(numbers(0, 0, 2, 4), 2, null, out, scratch());
    expectClose(out.mean, [1, 2]);
    expectClose(out.covariance, [1, 2, 2, 4]);
  });
});

describe("conditionGaussian", () => {
  const target = () => ({
    matrices: numbers(9, 9),
    a0: 1,
    offsets: numbers(9, 9),
    c0: 1,
    covariances: numbers(9, 9),
    r0: 1,
  });
  const joint = { mean: numbers(2 / 3, 2 / 3), covariance: numbers(11 / 9, 8 / 9, 8 / 9, 11 / 9) };

  it("gives slope, offset and residual variance, by hand", () => {
    const out = target();
    expect(conditionGaussian(joint, 0, 0, out, conditioningWorkspace(1, 1))).toBe(true);
    expectClose(out.matrices, [9, 8 / 11]);
    expectClose(out.offsets, [9, 2 / 11]);
    expectClose(out.covariances, [9, 19 / 33]);
  });

  it("shrinks the slope by the ridge and keeps that slope's residual", () => {
    // A = 8/9 / (11/9 + 5/9) = 1/2, R = 11/9 − 2·½·8/9 + ¼·11/9, and the floor on top.
    const out = target();
    conditionGaussian(joint, 5 / 9, 0.01, out, conditioningWorkspace(1, 1));
    expectClose(out.matrices, [9, 0.5]);
    expectClose(out.offsets, [9, 1 / 3]);
    expectClose(out.covariances, [9, 11 / 9 - 8 / 9 + 11 / 36 + 0.01]);
  });

  it("says that there is nothing to condition on", () => {
    const degenerate = { mean: numbers(0, 0), covariance: numbers(0, 0, 0, 1) };
    expect(conditionGaussian(degenerate, 0, 0, target(), conditioningWorkspace(1, 1))).toBe(false);
  });
});
