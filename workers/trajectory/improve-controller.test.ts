import { describe, expect, it } from "vitest";
import {
  type LqrCase,
  lqrCases,
  policyCases,
  policyProblemOf,
  problemOf,
  smallLqrCase,
  unpack,
} from "../cases/reference-cases.ts";
import { openRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { customarySearch, type Improvement, improveController } from "./improve-controller.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import { plainTrajectoryKernels } from "./plain-kernels.ts";
import type { ImprovementProblem } from "./types.ts";
import { WasmTrajectoryKernels } from "./wasm-kernels.ts";

const kernelSets: [string, TrajectoryKernels][] = [
  ["plain", plainTrajectoryKernels],
  ...supportedVariants().map((variant): [string, TrajectoryKernels] => [
    variant,
    new WasmTrajectoryKernels(openRuntime(variant)),
  ]),
];
const plain = plainTrajectoryKernels;

function improvementOf(reference: LqrCase, kernels: TrajectoryKernels): Improvement {
  const { settings } = reference;
  const options = {
    klBound: settings.kl_step_total,
    eta0: settings.eta0,
    minEta: settings.min_eta,
    maxEta: settings.max_eta,
    regularisation: settings.del0,
    maxSearchSteps: settings.max_itr,
    tolerance: settings.conv_tol_rel,
    entropyWeight: settings.max_ent_traj,
  };
  const result = improveController(problemOf(reference), options, kernels);
  if (result.status !== "ok") throw new Error(result.reason);
  return result;
}

/** Largest difference over the largest magnitude of the expected array. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let scale = 1e-300;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
  }
  return difference / scale;
}

const runs = lqrCases.flatMap((reference) =>
  kernelSets.map(([set, kernels]) => ({ name: `${reference.case}, ${set} kernels`, reference, kernels })),
);

describe.each(runs)("reference case $name", ({ reference, kernels }) => {
  const { expected } = reference;
  const problem = problemOf(reference);
  const result = improvementOf(reference, kernels);

  it("takes the same steps in η", () => {
    expect(result.converged).toBe(true);
    expect(result.searchSteps).toBe(expected.search_trace.length);
    const etas = expected.search_trace.map((step) => step.eta_after_backward);
    const kls = expected.search_trace.map((step) => step.kl);
    expected.search_trace.forEach((_, i) => {
      expect(relativeError([result.trace[i].eta], [etas[i]])).toBeLessThan(1e-9);
      expect(relativeError([result.trace[i].kl], [kls[i]])).toBeLessThan(1e-9);
    });
    expect(relativeError([result.eta], [expected.eta_returned])).toBeLessThan(1e-9);
  });

  it("finds the same controller and divergence", () => {
    expect(relativeError(result.controller.gains, expected.K.data)).toBeLessThan(1e-9);
    expect(relativeError(result.controller.offsets, expected.k.data)).toBeLessThan(1e-9);
    expect(relativeError(result.controller.covariances, expected.pol_covar.data)).toBeLessThan(1e-9);
    expect(relativeError([result.kl], [expected.kl_total])).toBeLessThan(1e-9);
    expect(relativeError(result.klPerStep, expected.kl_t.data)).toBeLessThan(1e-9);
  });

  it("finds the same marginals and expected costs", () => {
    const D = reference.dX + reference.dU;
    expect(relativeError(result.marginals.means, expected.mu.data)).toBeLessThan(1e-9);
    expect(relativeError(result.marginals.covariances.slice(-D * D), expected.sigma_last.data)).toBeLessThan(1e-9);
    kernels.scope(() => {
      const cost = kernels.expectedCost(problem.cost, result.marginals, problem.dims);
      expect(relativeError(cost.perStep, expected.cost_t.data)).toBeLessThan(1e-9);
      expect(relativeError([cost.total], [expected.cost_total])).toBeLessThan(1e-9);
      const before = kernels.forwardPass(problem.previous, problem.dynamics, problem.initial, problem.dims);
      if (before.status !== "ok") throw new Error(before.status);
      const previousCost = kernels.expectedCost(problem.cost, before.marginals, problem.dims);
      expect(relativeError([previousCost.total], [expected.prev_cost_total])).toBeLessThan(1e-9);
    });
  });

  it("finds the same value function at the first step", () => {
    kernels.scope(() => {
      const expansion = kernels.surprisalOf(problem.previous, problem.dims);
      if (expansion.status !== "ok") throw new Error(expansion.status);
      const { surprisal } = expansion;
      const { eta } = result;
      const augmented = { cost: problem.cost, surprisal, eta, entropyWeight: reference.settings.max_ent_traj };
      const solution = kernels.backwardPass(augmented, problem.dynamics, problem.dims);
      if (solution.status !== "ok") throw new Error(solution.status);
      expect(relativeError(solution.valueHessian, unpack(expected.Vxx0))).toBeLessThan(1e-9);
      expect(relativeError(solution.valueGradient, unpack(expected.Vx0))).toBeLessThan(1e-9);
    });
  });
});

describe("a search that does not converge", () => {
  const problem: ImprovementProblem = problemOf(smallLqrCase);

  it("returns the best candidate within the bound, flagged", () => {
    const options = { ...customarySearch, klBound: 0.1, eta0: 100, maxSearchSteps: 4 };
    const result = improveController(problem, options, plain);
    if (result.status !== "ok") throw new Error(result.reason);
    expect(result.converged).toBe(false);
    expect(result.searchSteps).toBe(4);
    const within = result.trace.filter((step) => step.kl <= 0.1).map((step) => step.kl);
    expect(result.kl).toBe(Math.max(...within));
  });

  it("counts as converged where the bound does not bind at the smallest η", () => {
    const options = { ...customarySearch, klBound: 1e6, eta0: 1, minEta: 1e-2 };
    const result = improveController(problem, options, plain);
    if (result.status !== "ok") throw new Error(result.reason);
    expect(result.converged).toBe(true);
    expect(result.kl).toBeLessThan(1e6);
    expect(result.eta).toBeCloseTo(1e-2, 6);
  });
});

describe("a search with a policy", () => {
  const problem = policyProblemOf(policyCases[0]);
  const options = { ...customarySearch, klBound: 2, eta0: 1 };
  const reverse = { ...problem, policy: { ...problem.policy, direction: "reverse" as const } };

  it.each(kernelSets)("keeps the bound in either direction, %s kernels", (_, kernels) => {
    for (const each of [problem, reverse]) {
      const result = improveController(each, options, kernels);
      if (result.status !== "ok") throw new Error(result.reason);
      expect(result.converged).toBe(true);
      expect(Math.abs(result.kl - 2)).toBeLessThan(0.2);
    }
  });

  it("tells the sweeps and alternations that it took", () => {
    const [appendix, merged, alone] = [problem, reverse, { ...problem, policy: null }].map((each) => {
      const result = improveController(each, options, plain);
      if (result.status !== "ok") throw new Error(result.reason);
      return result;
    });
    expect(appendix.sweeps).toBeGreaterThan(1);
    expect(appendix.alternations).toBeGreaterThan(1);
    for (const { sweeps, alternations } of [merged, alone]) expect([sweeps, alternations]).toEqual([1, 0]);
  });

  it("raises η where Q_uu is not positive definite", () => {
    const hessians = problem.cost.hessians.slice();
    hessians[4 * 36 + 5 * 7] = -1;
    const indefinite = { ...problem, cost: { ...problem.cost, hessians } };
    const result = improveController(indefinite, { ...options, eta0: 1e-6, regularisation: 1e-3 }, plain);
    if (result.status !== "ok") throw new Error(result.reason);
    expect(result.trace[0].eta).toBeGreaterThan(1e-3);
    expect(result.controller.covariances.every(Number.isFinite)).toBe(true);
  });
});

describe("numbers that cannot be used", () => {
  const problem: ImprovementProblem = problemOf(smallLqrCase);
  const options = { ...customarySearch, klBound: 10, eta0: 1 };

  it("names the step of a degenerate previous covariance", () => {
    const covariances = problem.previous.covariances.slice();
    covariances.fill(0, 3 * 4, 4 * 4);
    const previous = { ...problem.previous, covariances };
    const result = improveController({ ...problem, previous }, options, plain);
    expect(result).toEqual({ status: "failed", reason: expect.stringContaining("at step 3") });
  });

  it("fails without an exception where the dynamics are not a number", () => {
    const matrices = problem.dynamics.matrices.slice();
    matrices[20] = Number.NaN;
    const result = improveController({ ...problem, dynamics: { ...problem.dynamics, matrices } }, options, plain);
    expect(result).toEqual({ status: "failed", reason: expect.stringContaining("overflowed") });
  });
});
