/** The policy term: reference cases, stationarity by finite differences of the objective written out, and its limits. */
import { describe, expect, it } from "vitest";
import { policyCases, policyProblemOf } from "../cases/reference-cases.ts";
import { cholesky, inverseFromCholesky, logDetFromCholesky } from "../math/cholesky.ts";
import { openRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import { augmentCost } from "./augment-cost.ts";
import { expectedCost } from "./expected-cost.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import { prepareLagrangian } from "./lagrangian.ts";
import { minimiseLagrangian } from "./minimise-lagrangian.ts";
import { plainTrajectoryKernels as plain } from "./plain-kernels.ts";
import { gradient, randomController, randomPolicy, randomProblem } from "./test-problems.ts";
import type { Dims, ImprovementProblem, PolicyTerm, QuadraticCost } from "./types.ts";
import { WasmTrajectoryKernels } from "./wasm-kernels.ts";

type Guided = ImprovementProblem & { policy: PolicyTerm };

const kernelSets: [string, TrajectoryKernels][] = [
  ["plain", plain],
  ...supportedVariants().map((variant): [string, TrajectoryKernels] => [
    variant,
    new WasmTrajectoryKernels(openRuntime(variant)),
  ]),
];

function ok<R extends { status: string }>(result: R): Extract<R, { status: "ok" }> {
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
  return result as Extract<R, { status: "ok" }>;
}

/** The minimum at η, copied out of the kernels' memory. */
function minimise(problem: ImprovementProblem, eta: number, kernels: TrajectoryKernels = plain) {
  return kernels.scope(() => {
    const { lagrangian } = ok(prepareLagrangian(problem, kernels));
    const { controller, marginals, sweeps } = ok(minimiseLagrangian({ eta, entropyWeight: 0 }, lagrangian, kernels));
    const { gains, offsets, covariances } = controller;
    return {
      controller: { gains: gains.slice(), offsets: offsets.slice(), covariances: covariances.slice() },
      marginals: { means: marginals.means.slice(), covariances: marginals.covariances.slice() },
      sweeps,
    };
  });
}

function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let [scale, difference] = [1e-300, 0];
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
  }
  return difference / scale;
}

function factorOf(covariance: Float64Array, n: number) {
  const [L, inverse] = [covariance.slice(), new Float64Array(n * n)];
  expect(cholesky(L, 0, n)).toBe(true);
  inverseFromCholesky(n, L, 0, inverse, 0);
  return { logDet: logDetFromCholesky(n, L, 0), inverse };
}

/** Σ_ij A_ij B_ij. */
const trace = (A: Float64Array, B: (i: number, j: number) => number, n: number) =>
  A.reduce((sum, value, index) => sum + value * B(Math.floor(index / n), index % n), 0);

/**
 * D_KL(p‖q) of two controllers at step t, written out: ½ [log|C_q| − log|C_p| − dU + tr(C_q⁻¹ M)] with
 * M = C_p + ddᵀ + ΔK S ΔKᵀ, where d and ΔK are the differences of their means and gains.
 */
function divergence(
  t: number,
  p: LinearGaussianController,
  q: LinearGaussianController,
  { means, covariances }: { means: Float64Array; covariances: Float64Array },
  { stateDim: dX, actionDim: dU }: Dims,
): number {
  const D = dX + dU;
  const covarianceOf = (acting: LinearGaussianController) => acting.covariances.slice(t * dU * dU, (t + 1) * dU * dU);
  const { logDet, inverse } = factorOf(covarianceOf(q), dU);
  const spread = covarianceOf(p);
  const dK = (i: number, j: number) => q.gains[(t * dU + i) * dX + j] - p.gains[(t * dU + i) * dX + j];
  const d = Array.from({ length: dU }, (_, i) => {
    let value = q.offsets[t * dU + i] - p.offsets[t * dU + i];
    for (let j = 0; j < dX; j++) value += dK(i, j) * means[t * D + j];
    return value;
  });
  const M = (i: number, j: number) => {
    let value = spread[i * dU + j] + d[i] * d[j];
    for (let a = 0; a < dX; a++) {
      for (let b = 0; b < dX; b++) value += dK(i, a) * covariances[(t * D + a) * D + b] * dK(j, b);
    }
    return value;
  };
  return 0.5 * (logDet - factorOf(spread, dU).logDet - dU + trace(inverse, M, dU));
}

/** Method section 3's objective at η, with the whole divergence in the problem's direction, through a forward pass. */
function objective(controller: LinearGaussianController, problem: Guided, eta: number): number {
  const { dims, policy, previous, dynamics, initial } = problem;
  const { marginals } = ok(plain.forwardPass(controller, dynamics, initial, dims));
  const { surprisal } = ok(plain.surprisalOf(previous, dims));
  const withoutConstants = (cost: QuadraticCost) => ({ ...cost, constants: new Float64Array(dims.steps) });
  const parts = { cost: withoutConstants(problem.cost), surprisal: withoutConstants(surprisal) };
  let sum = expectedCost(augmentCost({ ...parts, eta, entropyWeight: 0 }), marginals, dims).total;
  const size = dims.actionDim ** 2;
  for (let t = 0; t < dims.steps; t++) {
    const { logDet } = factorOf(controller.covariances.slice(t * size, (t + 1) * size), dims.actionDim);
    const [p, q] = policy.direction === "appendix" ? [policy, controller] : [controller, policy];
    sum += -0.5 * logDet + (policy.weights[t] / eta) * divergence(t, p, q, marginals, dims);
  }
  return sum;
}

const runs = policyCases.flatMap((reference) =>
  kernelSets.map(([set, kernels]) => ({ name: `${reference.case}, ${set} kernels`, reference, kernels })),
);

describe.each(runs)("reference case $name", ({ reference, kernels }) => {
  const problem = policyProblemOf(reference);
  const { controller } = minimise(problem, reference.eta, kernels);

  it("finds the same controller", () => {
    expect(relativeError(controller.gains, reference.expected.K.data)).toBeLessThan(1e-6);
    expect(relativeError(controller.offsets, reference.expected.k.data)).toBeLessThan(1e-6);
    expect(relativeError(controller.covariances, reference.expected.C.data)).toBeLessThan(1e-6);
  });

  it("comes to the same objective", () => {
    expect(relativeError([objective(controller, problem, reference.eta)], [reference.expected.J])).toBeLessThan(1e-9);
  });
});

const dims: Dims = { steps: 6, stateDim: 3, actionDim: 2 };

function guided(seed: number, direction: PolicyTerm["direction"], weight = 1): Guided {
  const policy = randomPolicy(dims, seed + 70, direction);
  return { ...randomProblem(dims, seed), policy: { ...policy, weights: policy.weights.map((w) => weight * w) } };
}

describe.each(["appendix", "reverse"] as const)("the %s direction", (direction) => {
  it.each([1, 2, 3])("ends at a stationary point of the objective, by finite differences (problem %i)", (seed) => {
    const [problem, eta] = [guided(seed, direction), 0.7];
    const value = (controller: LinearGaussianController) => objective(controller, problem, eta);
    const largest = (values: number[]) => Math.max(...values.map(Math.abs));
    const slopes = gradient(minimise(problem, eta).controller, dims, value);
    expect(largest(slopes)).toBeLessThan(1e-6 * largest(gradient(randomController(dims, seed), dims, value)));
  });

  it("is section 1 without weight", () => {
    const problem = guided(4, direction, 0);
    const [actual, expected] = [problem, { ...problem, policy: null }].map((each) => minimise(each, 0.7).controller);
    for (const name of ["gains", "offsets", "covariances"] as const) {
      expect(relativeError(actual[name], expected[name])).toBeLessThan(1e-13);
    }
  });

  it("draws the controller onto the policy where the weight is large", () => {
    const problem = guided(5, direction, 1e9);
    const { controller } = minimise(problem, 0.7);
    for (const name of ["gains", "offsets", "covariances"] as const) {
      expect(relativeError(controller[name], problem.policy[name])).toBeLessThan(1e-6);
    }
  });

  it("lowers the objective below that of section 1's solution and that of the policy", () => {
    const [problem, eta] = [guided(6, direction), 0.7];
    const found = objective(minimise(problem, eta).controller, problem, eta);
    expect(found).toBeLessThan(objective(minimise({ ...problem, policy: null }, eta).controller, problem, eta));
    expect(found).toBeLessThan(objective(problem.policy, problem, eta));
  });
});

describe("the states that the appendix's divergence is measured at", () => {
  const [problem, eta] = [guided(7, "appendix"), 0.7];
  const predicted = minimise(problem, eta);

  it("are predicted anew until the objective stops falling", () => {
    expect(predicted.sweeps).toBeGreaterThan(1);
    const { marginals } = ok(plain.forwardPass(problem.previous, problem.dynamics, problem.initial, dims));
    const once = minimise({ ...problem, policy: { ...problem.policy, visited: marginals } }, eta);
    expect(once.sweeps).toBe(1);
    expect(objective(predicted.controller, problem, eta)).toBeLessThan(objective(once.controller, problem, eta));
  });

  it("give the same controller in one sweep where they are known before", () => {
    const known = minimise({ ...problem, policy: { ...problem.policy, visited: predicted.marginals } }, eta);
    expect(known.sweeps).toBe(1);
    expect(relativeError(known.controller.covariances, predicted.controller.covariances)).toBeLessThan(1e-4);
    expect(relativeError(known.controller.gains, predicted.controller.gains)).toBeLessThan(1e-4);
  });
});

describe("a policy term that cannot be used", () => {
  it("names the step of a degenerate policy", () => {
    const problem = guided(8, "appendix");
    const covariances = problem.policy.covariances.slice().fill(0, 2 * 4, 3 * 4);
    const result = prepareLagrangian({ ...problem, policy: { ...problem.policy, covariances } }, plain);
    expect(result).toEqual({ status: "failed", reason: expect.stringContaining("policy's action covariance") });
    expect(result).toEqual({ status: "failed", reason: expect.stringContaining("at step 2") });
  });

  it("says so where the states to begin with cannot be predicted", () => {
    const problem = guided(9, "appendix");
    const dynamics = { ...problem.dynamics, matrices: problem.dynamics.matrices.map((value) => value * 1e120) };
    const result = prepareLagrangian({ ...problem, dynamics }, plain);
    expect(result).toEqual({ status: "failed", reason: expect.stringContaining("overflowed") });
  });

  it("names the step of an indefinite Q_uu, in either direction", () => {
    for (const direction of ["appendix", "reverse"] as const) {
      const problem = guided(10, direction);
      const hessians = problem.cost.hessians.slice();
      hessians[3 * 25 + 4 * 6] = -1e4;
      const { lagrangian } = ok(prepareLagrangian({ ...problem, cost: { ...problem.cost, hessians } }, plain));
      const result = minimiseLagrangian({ eta: 0.1, entropyWeight: 0 }, lagrangian, plain);
      expect(result).toEqual({ status: "not-positive-definite", step: 3 });
    }
  });
});
