import { describe, expect, it } from "vitest";
import type { LinearGaussianController } from "../trainer-api.ts";
import { augmentCost, surprisalOf } from "./augment-cost.ts";
import { randomProblem } from "./test-problems.ts";
import type { QuadraticCost } from "./types.ts";

const dims = { steps: 3, stateDim: 3, actionDim: 2 };
const D = 5;
const { previous, cost } = randomProblem(dims, 21);

function valueAt({ constants, gradients, hessians }: QuadraticCost, t: number, y: number[]): number {
  let value = constants[t];
  for (let i = 0; i < D; i++) {
    value += gradients[t * D + i] * y[i];
    for (let j = 0; j < D; j++) value += 0.5 * y[i] * hessians[t * D * D + i * D + j] * y[j];
  }
  return value;
}

/** −log N(u; K x + k, C) for two actions, with the inverse of C written out. */
function surprisalAt({ gains, offsets, covariances }: LinearGaussianController, t: number, y: number[]): number {
  const [a, b, , c] = covariances.slice(t * 4, t * 4 + 4) as unknown as [number, number, number, number];
  const r = [0, 1].map((i) => {
    const mean = [0, 1, 2].reduce((sum, j) => sum + gains[(t * 2 + i) * 3 + j] * y[j], offsets[t * 2 + i]);
    return y[3 + i] - mean;
  });
  const determinant = a * c - b * b;
  const squared = (c * r[0] ** 2 - 2 * b * r[0] * r[1] + a * r[1] ** 2) / determinant;
  return 0.5 * squared + 0.5 * Math.log(determinant) + Math.log(2 * Math.PI);
}

describe("surprisalOf and augmentCost", () => {
  const expansion = surprisalOf(previous, dims);
  if (expansion.status !== "ok") throw new Error(expansion.status);
  const { surprisal } = expansion;
  const y = [0.3, -1.2, 0.7, 2.1, -0.4];

  it("expands −log p̂ exactly", () => {
    for (let t = 0; t < dims.steps; t++) {
      expect(valueAt(surprisal, t, y)).toBeCloseTo(surprisalAt(previous, t, y), 10);
    }
  });

  it("blends cost and surprisal by (ℓ + η·surprisal)/(η + ω)", () => {
    const augmented = augmentCost({ cost, surprisal, eta: 2, entropyWeight: 0.5 });
    for (let t = 0; t < dims.steps; t++) {
      const expected = (valueAt(cost, t, y) + 2 * surprisalAt(previous, t, y)) / 2.5;
      expect(valueAt(augmented, t, y)).toBeCloseTo(expected, 10);
    }
  });

  it("names the step of a covariance that is not positive definite", () => {
    const covariances = previous.covariances.slice();
    covariances[2 * 4] = -1;
    expect(surprisalOf({ ...previous, covariances }, dims)).toEqual({ status: "not-positive-definite", step: 2 });
  });
});
