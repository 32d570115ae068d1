/** The sweeps in WebAssembly against the plain ones, for any sizes and for both builds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { plainTrajectoryKernels as plain } from "./plain-kernels.ts";
import { randomPolicy, randomProblem } from "./test-problems.ts";
import type { AugmentedCost, Dims, ImprovementProblem, PolicyTerm } from "./types.ts";
import { WasmTrajectoryKernels } from "./wasm-kernels.ts";

const walkerSize: Dims = { steps: 500, stateDim: 18, actionDim: 6 };
const anyProblem = fc
  .record({
    steps: fc.integer({ min: 1, max: 20 }),
    stateDim: fc.integer({ min: 1, max: 9 }),
    actionDim: fc.integer({ min: 1, max: 5 }),
    seed: fc.nat(1e6),
  })
  .map(({ seed, ...dims }) => problemOf(dims, seed));

/** A random problem, with a policy, whose numbers do not grow with the number of states. */
function problemOf(dims: Dims, seed: number): ImprovementProblem & { policy: PolicyTerm } {
  const problem = randomProblem(dims, seed);
  const scale = 1 / Math.sqrt(dims.stateDim + dims.actionDim);
  const shrink = (values: Float64Array) => values.map((value) => scale * value);
  const { dynamics, previous } = problem;
  const policy = randomPolicy(dims, seed + 2000, "appendix");
  return {
    ...problem,
    dynamics: { ...dynamics, matrices: shrink(dynamics.matrices) },
    previous: { ...previous, gains: shrink(previous.gains) },
    policy: { ...policy, gains: shrink(policy.gains) },
  };
}

/** All arrays and numbers of one result against another's, relative to the largest magnitude of each. */
function expectEqual(actual: object, expected: object): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, truth] of Object.entries(expected)) {
    const value = (actual as Record<string, unknown>)[name];
    if (truth instanceof Float64Array) expectClose(value as Float64Array, truth, name);
    else if (typeof truth === "number") expectClose([value as number], [truth], name);
    else if (typeof truth === "object") expectEqual(value as object, truth);
    else expect(value).toBe(truth);
  }
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, name: string, tolerance = 1e-12): void {
  expect(actual.length).toBe(expected.length);
  let [scale, difference] = [1e-300, 0];
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
  }
  expect(difference / scale, name).toBeLessThan(tolerance);
}

function ok<R extends { status: string }>(result: R): R & { status: "ok" } {
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
  return result as R & { status: "ok" };
}

function augmentedCostOf({ cost, previous, dims }: ImprovementProblem): AugmentedCost {
  return { cost, surprisal: ok(plain.surprisalOf(previous, dims)).surprisal, eta: 1.7, entropyWeight: 0.3 };
}

describe.each(supportedVariants())("the sweeps in WebAssembly (%s)", (variant) => {
  const wasm = new WasmTrajectoryKernels(openRuntime(variant));

  /** A fixed point that is stopped an alternation sooner differs by what it was stopped at. */
  function comparePolicyPasses(problem: ImprovementProblem & { policy: PolicyTerm }): void {
    const { dims, dynamics, previous, initial, policy } = problem;
    const { marginals } = ok(plain.forwardPass(previous, dynamics, initial, dims));
    const [actual, expected] = [wasm, plain].map((kernels) =>
      ok(kernels.policyBackwardPass(augmentedCostOf(problem), policy, marginals, previous.covariances, dynamics, dims)),
    );
    for (const name of ["gains", "offsets", "covariances"] as const) {
      expectClose(actual.controller[name], expected.controller[name], name, 1e-9);
    }
    expectClose(actual.valueHessian, expected.valueHessian, "valueHessian", 1e-9);
    expectClose(actual.valueGradient, expected.valueGradient, "valueGradient", 1e-9);
    expect(Math.abs(actual.alternations - expected.alternations)).toBeLessThanOrEqual(1);
  }

  /** Every sweep, given what the plain ones made of the problem. */
  function compare(problem: ImprovementProblem & { policy: PolicyTerm }): void {
    const { dims, dynamics, cost, previous, initial } = problem;
    const augmented = augmentedCostOf(problem);
    const { controller } = ok(plain.backwardPass(augmented, dynamics, dims));
    const { marginals } = ok(plain.forwardPass(controller, dynamics, initial, dims));
    wasm.scope(() => {
      expectEqual(wasm.surprisalOf(previous, dims), plain.surprisalOf(previous, dims));
      expectEqual(wasm.backwardPass(augmented, dynamics, dims), plain.backwardPass(augmented, dynamics, dims));
      expectEqual(wasm.forwardPass(controller, dynamics, initial, dims), { status: "ok", marginals });
      expectEqual(
        wasm.klDivergence(controller, previous, marginals, dims),
        plain.klDivergence(controller, previous, marginals, dims),
      );
      expectEqual(wasm.expectedCost(cost, marginals, dims), plain.expectedCost(cost, marginals, dims));
      comparePolicyPasses(problem);
    });
  }

  it("agree with the plain ones", () => {
    fc.assert(fc.property(anyProblem, compare));
  });

  it("agree with the plain ones at the walker's size", () => {
    compare(problemOf(walkerSize, 3));
  });

  it("name the same step where numbers cannot be used", () => {
    const dims: Dims = { steps: 6, stateDim: 3, actionDim: 3 };
    const problem = problemOf(dims, 4);
    const spoilt = (values: Float64Array, index: number, value: number) =>
      values.map((v, i) => (i === index ? value : v));
    const augmented = augmentedCostOf(problem);
    const { dynamics, cost, previous, initial, policy } = problem;
    const indefinite = { ...cost, hessians: spoilt(cost.hessians, 2 * 36 + 4 * 6 + 4, -1e3) };
    const undefinedCost = { ...cost, gradients: spoilt(cost.gradients, 4 * 6 + 5, Number.NaN) };
    const degenerate = { ...previous, covariances: spoilt(previous.covariances, 3 * 9 + 4, -1) };
    const { controller } = ok(plain.backwardPass(augmented, dynamics, dims));
    const { marginals } = ok(plain.forwardPass(controller, dynamics, initial, dims));
    const overflowing = { ...marginals, means: spoilt(marginals.means, 1 * 6 + 2, 1e200) };
    const explosive = { ...dynamics, matrices: dynamics.matrices.map((value) => value * 1e120) };
    wasm.scope(() => {
      for (const kernels of [wasm, plain]) {
        const notDefinite = { status: "not-positive-definite" };
        const notFinite = { status: "not-finite" };
        expect(kernels.backwardPass({ ...augmented, cost: indefinite }, dynamics, dims)).toEqual({
          ...notDefinite,
          step: 2,
        });
        expect(kernels.backwardPass({ ...augmented, cost: undefinedCost }, dynamics, dims)).toEqual({
          ...notFinite,
          step: 4,
        });
        expect(kernels.backwardPass(augmented, explosive, dims)).toEqual({ ...notFinite, step: 3 });
        const policyPass = (changed: AugmentedCost, fit = dynamics) =>
          kernels.policyBackwardPass(changed, policy, marginals, previous.covariances, fit, dims);
        expect(policyPass({ ...augmented, cost: indefinite })).toEqual({ ...notDefinite, step: 2 });
        expect(policyPass({ ...augmented, cost: undefinedCost })).toEqual({ ...notFinite, step: 4 });
        expect(policyPass(augmented, explosive)).toEqual({ ...notFinite, step: 3 });
        expect(kernels.surprisalOf(degenerate, dims)).toEqual({ ...notDefinite, step: 3 });
        expect(kernels.forwardPass(controller, explosive, initial, dims)).toEqual({ ...notFinite, step: 2 });
        expect(kernels.klDivergence(controller, degenerate, marginals, dims)).toEqual({ ...notDefinite, step: 3 });
        expect(kernels.klDivergence(controller, previous, overflowing, dims)).toEqual({ ...notFinite, step: 1 });
      }
    });
  });

  it("give the memory of a scope back and copy what is placed only once", () => {
    const problem = problemOf({ steps: 5, stateDim: 4, actionDim: 2 }, 5);
    const augmented = augmentedCostOf(problem);
    wasm.scope(() => {
      const placed = wasm.place(problem);
      expect(placed).toEqual(problem);
      expect(wasm.place(placed)).toEqual(placed);
      expect(wasm.place(placed).cost.hessians).toBe(placed.cost.hessians);
      const addresses = [1, 2].map(() =>
        wasm.scope(() => {
          const { controller } = ok(wasm.backwardPass(augmented, placed.dynamics, placed.dims));
          const { marginals } = ok(wasm.forwardPass(controller, placed.dynamics, placed.initial, placed.dims));
          return [controller.gains.byteOffset, marginals.covariances.byteOffset];
        }),
      );
      expect(addresses[0]).toEqual(addresses[1]);
    });
  });
});
