import { describe, expect, it } from "vitest";
import type { LinearGaussianController } from "../trainer-api.ts";
import { backwardPass } from "./backward-pass.ts";
import { expectedCost } from "./expected-cost.ts";
import { forwardPass } from "./forward-pass.ts";
import { customarySearch, improveController } from "./improve-controller.ts";
import { klDivergence } from "./kl-divergence.ts";
import { plainTrajectoryKernels } from "./plain-kernels.ts";
import { gradient, randomController, randomProblem } from "./test-problems.ts";
import type { Dims, ImprovementProblem, LinearDynamics, QuadraticCost } from "./types.ts";

const numbers = (...values: number[]) => Float64Array.from(values);

function solved(cost: QuadraticCost, dynamics: LinearDynamics, dims: Dims) {
  const result = backwardPass(cost, dynamics, dims);
  if (result.status !== "ok") throw new Error(result.status);
  return result;
}

describe("backwardPass by hand", () => {
  it("solves one scalar step", () => {
    // ℓ̃ = ½·2x² + 1·xu + ½·4u² + 3x + 8u: u = −(x + 8)/4 with variance ¼.
    const cost = { constants: numbers(0), gradients: numbers(3, 8), hessians: numbers(2, 1, 1, 4) };
    const dynamics = { matrices: numbers(1, 1), offsets: numbers(0), covariances: numbers(0) };
    const result = solved(cost, dynamics, { steps: 1, stateDim: 1, actionDim: 1 });
    expect([...result.controller.gains]).toEqual([-0.25]);
    expect([...result.controller.offsets]).toEqual([-2]);
    expect([...result.controller.covariances]).toEqual([0.25]);
    expect([...result.valueHessian]).toEqual([1.75]);
    expect([...result.valueGradient]).toEqual([1]);
  });

  it("solves two scalar steps", () => {
    // ℓ̃ = ½x² + ½u², x⁺ = x + u + 1: V_2 = ½x²; Q_uu = 2, Q_ux = 1, Q_u = 1 at the first step.
    const cost = {
      constants: numbers(0, 0),
      gradients: new Float64Array(4),
      hessians: numbers(1, 0, 0, 1, 1, 0, 0, 1),
    };
    const dynamics = { matrices: numbers(1, 1, 1, 1), offsets: numbers(1, 1), covariances: numbers(0, 0) };
    const result = solved(cost, dynamics, { steps: 2, stateDim: 1, actionDim: 1 });
    result.controller.gains.forEach((value, t) => {
      expect(value).toBeCloseTo([-0.5, 0][t], 14);
    });
    result.controller.offsets.forEach((value, t) => {
      expect(value).toBeCloseTo([-0.5, 0][t], 14);
    });
    result.controller.covariances.forEach((value, t) => {
      expect(value).toBeCloseTo([0.5, 1][t], 14);
    });
    expect(result.valueHessian[0]).toBeCloseTo(1.5, 14);
    expect(result.valueGradient[0]).toBeCloseTo(0.5, 14);
  });
});

describe("backwardPass without a solution", () => {
  const dims = { steps: 3, stateDim: 2, actionDim: 2 };
  const { cost, dynamics } = randomProblem(dims, 5);

  it("names the step where Q_uu is not positive definite", () => {
    const hessians = cost.hessians.slice();
    hessians[2 * 16 + 10] = -1;
    expect(backwardPass({ ...cost, hessians }, dynamics, dims)).toEqual({ status: "not-positive-definite", step: 2 });
  });

  it("names the step where numbers are not finite", () => {
    const gradients = cost.gradients.slice();
    gradients[1 * 4] = Number.NaN;
    expect(backwardPass({ ...cost, gradients }, dynamics, dims)).toEqual({ status: "not-finite", step: 1 });
  });
});

/** E_p[ℓ] + η KL(p‖p̂), evaluated through a forward pass. */
function lagrangian(controller: LinearGaussianController, problem: ImprovementProblem, eta: number): number {
  const { dims } = problem;
  const forward = forwardPass(controller, problem.dynamics, problem.initial, dims);
  if (forward.status !== "ok") throw new Error(forward.status);
  const divergence = klDivergence(controller, problem.previous, forward.marginals, dims);
  if (divergence.status !== "ok") throw new Error(divergence.status);
  return expectedCost(problem.cost, forward.marginals, dims).total + eta * divergence.total;
}

describe("the improved controller", () => {
  const dims = { steps: 6, stateDim: 3, actionDim: 2 };

  it.each([1, 2, 3])("is a stationary point of the Lagrangian, by finite differences (problem %i)", (seed) => {
    const problem = randomProblem(dims, seed);
    const result = improveController(problem, { ...customarySearch, klBound: 2, eta0: 1 }, plainTrajectoryKernels);
    if (result.status !== "ok") throw new Error(result.reason);
    expect(result.converged).toBe(true);
    const value = (controller: LinearGaussianController) => lagrangian(controller, problem, result.eta);
    const slopes = gradient(result.controller, dims, value);
    const elsewhere = gradient(randomController(dims, seed), dims, value);
    const largest = (values: number[]) => Math.max(...values.map(Math.abs));
    expect(largest(slopes)).toBeLessThan(1e-6 * largest(elsewhere));
  });

  it("costs less than the previous controller and keeps the bound within its tolerance", () => {
    const problem = randomProblem(dims, 7);
    const result = improveController(problem, { ...customarySearch, klBound: 0.5, eta0: 1 }, plainTrajectoryKernels);
    if (result.status !== "ok") throw new Error(result.reason);
    const before = lagrangian(problem.previous, problem, 0);
    expect(lagrangian(result.controller, problem, 0)).toBeLessThan(before);
    expect(Math.abs(result.kl - 0.5)).toBeLessThan(0.05);
  });
});
