import { expect, it } from "vitest";
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { meanRollout } from "./mean.ts";

function rollout(positions: number[], changes: Partial<RolloutDrawing> = {}): RolloutDrawing {
  return {
    sample: 0,
    condition: "here",
    actor: "controller",
    status: "ok",
    validSteps: 2,
    cost: 3,
    metric: 0.5,
    success: false,
    positions: new Float32Array(positions),
    velocities: new Float32Array(2),
    actions: new Float32Array(2),
    costs: new Float32Array([1, 2]),
    ...changes,
  };
}

it("averages what did not diverge", () => {
  const mean = meanRollout([
    rollout([0, 2]),
    rollout([1, 4], { cost: 5, metric: 0.1, success: true, costs: new Float32Array([3, 2]) }),
    rollout([1e9, -1e9], { status: "diverged", cost: 1e12 }),
  ]);
  expect(mean?.positions).toEqual(new Float32Array([0.5, 3]));
  expect(mean?.costs).toEqual(new Float32Array([2, 2]));
  expect(mean).toMatchObject({ cost: 4, success: 0.5 });
  expect(mean?.metric).toBeCloseTo(0.3);
});

it("has no mean when every rollout diverged", () =>
  expect(meanRollout([rollout([0, 0], { status: "diverged" })])).toBeNull());
