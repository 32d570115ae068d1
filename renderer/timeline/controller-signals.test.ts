import { expect, it } from "vitest";
import type { ControllerArrays } from "../../main/engine/api.ts";
import { gainNorms, noiseLevels, stepDivergences } from "./controller-signals.ts";

const controller = (gains: number[], offsets: number[], covariances: number[]): ControllerArrays => ({
  gains: Float64Array.from(gains),
  offsets: Float64Array.from(offsets),
  covariances: Float64Array.from(covariances),
});

/** Two actions, one state, one step. */
const now = controller([3, 4], [0, 0], [4, 0, 0, 9]);

it("has the Frobenius norm of the gains and the noise of an action", () => {
  expect([...gainNorms(now, 2)]).toEqual([5]);
  expect(noiseLevels(now, 2)[0]).toBeCloseTo(Math.sqrt(6.5));
});

it("is nothing between a controller and itself, and grows with the states where the gains differ", () => {
  const states = [Float32Array.of(1), Float32Array.of(-1)];
  expect(stepDivergences(now, now, states, 1, 2)[0]).toBeCloseTo(0, 12);
  const next = controller([5, 4], [0, 0], [4, 0, 0, 9]);
  // ½ · (2x)² / 4
  expect(stepDivergences(now, next, states, 1, 2)[0]).toBeCloseTo(0.5, 12);
});

/** Mean of ln p′/p under p′ on a fine grid: the definition itself. */
function byIntegration([m1, m2, a, b, c]: number[], [n1, n2, d, e, f]: number[]): number {
  const log = (x: number, y: number, [u, v, p, q, r]: number[]) => {
    const det = p! * r! - q! * q!;
    const [dx, dy] = [x - u!, y - v!];
    return -0.5 * ((r! * dx * dx - 2 * q! * dx * dy + p! * dy * dy) / det) - Math.log(2 * Math.PI * Math.sqrt(det));
  };
  const [now, next] = [
    [m1!, m2!, a!, b!, c!],
    [n1!, n2!, d!, e!, f!],
  ];
  let sum = 0;
  const step = 0.05;
  for (let x = -12; x < 12; x += step)
    for (let y = -12; y < 12; y += step) {
      const p = log(x, y, next);
      sum += Math.exp(p) * (p - log(x, y, now)) * step * step;
    }
  return sum;
}

it("agrees with the divergence's definition, integrated", () => {
  const from = controller([0.5, 0], [0.2, -0.3], [1.5, 0.4, 0.4, 0.8]);
  const to = controller([0.1, 0.3], [0.5, 0.1], [0.9, -0.2, -0.2, 1.1]);
  const x = 1.4;
  const truth = byIntegration([0.5 * x + 0.2, -0.3, 1.5, 0.4, 0.8], [0.1 * x + 0.5, 0.3 * x + 0.1, 0.9, -0.2, 1.1]);
  expect(stepDivergences(from, to, [Float32Array.of(x)], 1, 2)[0]).toBeCloseTo(truth, 5);
});

it("says nothing where a covariance is none", () => {
  expect(stepDivergences(now, controller([3, 4], [0, 0], [0, 0, 0, 9]), [Float32Array.of(1)], 1, 2)[0]).toBeNaN();
});
