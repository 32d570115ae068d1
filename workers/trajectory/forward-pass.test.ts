import { describe, expect, it } from "vitest";
import { cholesky } from "../math/cholesky.ts";
import { expectedCost } from "./expected-cost.ts";
import { forwardPass } from "./forward-pass.ts";
import { klDivergence } from "./kl-divergence.ts";
import { gaussianDivergence, jointTrajectory, randomController, randomProblem } from "./test-problems.ts";

const dims = { steps: 4, stateDim: 2, actionDim: 2 };
const D = dims.stateDim + dims.actionDim;
const problem = randomProblem(dims, 11);
const controller = randomController(dims, 12);
const { dynamics, initial, previous, cost } = problem;
const joint = jointTrajectory(controller, dynamics, initial, dims);
const n = joint.mean.length;

function marginalsOf() {
  const forward = forwardPass(controller, dynamics, initial, dims);
  if (forward.status !== "ok") throw new Error(forward.status);
  return forward.marginals;
}

describe("forwardPass", () => {
  const marginals = marginalsOf();

  it("gives the marginals of the joint Gaussian", () => {
    marginals.means.forEach((value, i) => {
      expect(value).toBeCloseTo(joint.mean[i], 12);
    });
    for (let t = 0; t < dims.steps; t++) {
      for (let i = 0; i < D; i++) {
        for (let j = 0; j < D; j++) {
          const expected = joint.covariance[(t * D + i) * n + t * D + j];
          expect(marginals.covariances[t * D * D + i * D + j]).toBeCloseTo(expected, 12);
        }
      }
    }
  });

  it("names the step where an unstable fit overflows", () => {
    const explosive = { ...dynamics, matrices: dynamics.matrices.map((value) => value * 1e120) };
    expect(forwardPass(controller, explosive, initial, dims)).toEqual({ status: "not-finite", step: 2 });
  });
});

describe("klDivergence", () => {
  it("equals the divergence of the joint Gaussians of whole trajectories", () => {
    const divergence = klDivergence(controller, previous, marginalsOf(), dims);
    if (divergence.status !== "ok") throw new Error(divergence.status);
    const expected = gaussianDivergence(joint, jointTrajectory(previous, dynamics, initial, dims));
    expect(divergence.total).toBeCloseTo(expected, 8);
    expect(divergence.perStep.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected, 8);
  });

  it("is zero between equal controllers", () => {
    const divergence = klDivergence(controller, controller, marginalsOf(), dims);
    if (divergence.status !== "ok") throw new Error(divergence.status);
    expect(divergence.total).toBeCloseTo(0, 12);
  });

  it("names the step of a degenerate covariance", () => {
    const covariances = previous.covariances.slice().fill(0, 4, 8);
    const result = klDivergence(controller, { ...previous, covariances }, marginalsOf(), dims);
    expect(result).toEqual({ status: "not-positive-definite", step: 1 });
  });
});

describe("expectedCost", () => {
  it("is the mean over sigma points, exact for quadratics", () => {
    const marginals = marginalsOf();
    const { total, perStep } = expectedCost(cost, marginals, dims);
    let sum = 0;
    for (let t = 0; t < dims.steps; t++) {
      const L = marginals.covariances.slice(t * D * D, (t + 1) * D * D);
      cholesky(L, 0, D);
      let mean = 0;
      for (let column = 0; column < D; column++) {
        for (const sign of [1, -1]) {
          const y = Array.from({ length: D }, (_, i) => {
            return marginals.means[t * D + i] + sign * Math.sqrt(D) * L[i * D + column];
          });
          let value = cost.constants[t];
          for (let i = 0; i < D; i++) {
            value += cost.gradients[t * D + i] * y[i];
            for (let j = 0; j < D; j++) value += 0.5 * y[i] * cost.hessians[t * D * D + i * D + j] * y[j];
          }
          mean += value / (2 * D);
        }
      }
      expect(perStep[t]).toBeCloseTo(mean, 10);
      sum += mean;
    }
    expect(total).toBeCloseTo(sum, 10);
  });
});
