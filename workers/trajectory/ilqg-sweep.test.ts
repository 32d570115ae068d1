import { describe, expect, it } from "vitest";
import { backwardPass } from "./backward-pass.ts";
import { lowered, raised } from "./ilqg-damping.ts";
import { ilqgSweep, type NominalModel, type Sweep, steppedController } from "./ilqg-sweep.ts";
import { linearModel, linearRollout } from "./ilqg-test-problem.ts";

const dims = { steps: 9, stateDim: 4, actionDim: 2 };

function solved(model: NominalModel, damping: number): Sweep {
  const sweep = ilqgSweep(model, damping);
  if (sweep.status !== "ok") throw new Error(sweep.status);
  return sweep;
}

function expectClose(actual: Float64Array, expected: Float64Array): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 9);
}

describe("backward sweep of iLQG", () => {
  it.each([1, 2, 3])("solves a linear-quadratic problem in one step from any trajectory, seed %i", (seed) => {
    const { model, dynamics } = linearModel(dims, seed);
    const exact = backwardPass(model.cost, dynamics, dims);
    if (exact.status !== "ok") throw new Error(exact.status);
    const controller = steppedController(solved(model, 0), model.nominal, 1, dims);
    expectClose(controller.gains, exact.controller.gains);
    expectClose(controller.offsets, exact.controller.offsets);
    expectClose(controller.covariances, exact.controller.covariances);
  });

  it.each([
    [0, [1, 0.5, 0.01]],
    // Damped gains are not optimal, and the prediction is exact for the whole step only.
    [0.3, [1]],
    [20, [1]],
  ])("predicts the change of the cost, damping %d, steps %j", (damping, alphas) => {
    const { model, dynamics } = linearModel(dims, 4);
    const sweep = solved(model, damping);
    const before = linearRollout(model, dynamics, steppedController(sweep, model.nominal, 0, dims));
    expectClose(before.states, model.nominal.states);
    for (const alpha of alphas) {
      const after = linearRollout(model, dynamics, steppedController(sweep, model.nominal, alpha, dims));
      const predicted = alpha * sweep.slope + alpha ** 2 * sweep.curvature;
      expect(after.cost - before.cost).toBeCloseTo(predicted, 9);
      expect(predicted).toBeLessThan(0);
    }
  });

  it("changes the actions less the more it is damped", () => {
    const { model } = linearModel(dims, 5);
    const size = (damping: number) => Math.hypot(...solved(model, damping).changes.subarray(0, 2));
    expect(size(100)).toBeLessThan(0.5 * size(1));
    expect(size(1)).toBeLessThan(size(0));
  });

  it("tells where Q_uu is not positive definite, and what damping does for it", () => {
    const { model } = linearModel(dims, 6);
    const D = 6;
    for (const i of [4, 5]) model.cost.hessians[i * D + i] = -30;
    expect(ilqgSweep(model, 0)).toMatchObject({ status: "not-positive-definite", step: 0 });
    expect(ilqgSweep(model, 1e4).status).toBe("ok");
  });

  it("tells of numbers that are not finite", () => {
    const { model } = linearModel(dims, 7);
    model.transitions[2] = Number.NaN;
    expect(ilqgSweep(model, 1)).toEqual({ status: "not-finite", step: 0 });
  });
});

describe("damping", () => {
  it("grows faster and faster, and falls to none", () => {
    const up = [raised({ value: 1, factor: 1 })];
    for (let i = 0; i < 2; i++) up.push(raised(up[i]));
    expect(up.map(({ value }) => value)).toEqual([2, 8, 64]);
    const down = [lowered(up[2])];
    for (let i = 0; i < 9; i++) down.push(lowered(down[i]));
    // A success after failures takes back all haste: the first factor is ½, then ¼, …
    expect(down.slice(0, 3).map(({ value }) => value)).toEqual([32, 8, 1]);
    expect(down[9].value).toBe(0);
    expect(raised(down[9]).value).toBeGreaterThan(0);
  });
});
