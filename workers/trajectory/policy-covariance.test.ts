import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gemmNN, gemmNT } from "../math/gemm.ts";
import { streamFromSeed } from "../math/random.ts";
import { addDiagonal } from "../math/symmetric.ts";
import { allocateFixedPoint, type FixedPoint, solveFixedPoint } from "./policy-covariance.ts";

/** G Gᵀ scaled, plus a multiple of the identity. */
function positive(random: { normal(): number }, n: number, scale: number, least: number): Float64Array {
  const root = Float64Array.from({ length: n * n }, () => random.normal());
  const out = new Float64Array(n * n);
  gemmNT(n, n, n, scale / n, root, 0, root, 0, 0, out, 0);
  addDiagonal(n, least, out, 0);
  return out;
}

function randomPoint(n: number, seed: number): FixedPoint {
  const random = streamFromSeed(seed);
  const w = allocateFixedPoint(n);
  w.spread.set(positive(random, n, 1, 0.1));
  w.W.set(positive(random, n, 0.2, 0));
  w.X.set(positive(random, n, 1, 0.1));
  return w;
}

function times(n: number, A: Float64Array, B: Float64Array): Float64Array {
  const out = new Float64Array(n * n);
  gemmNN(n, n, n, 1, A, 0, B, 0, 0, out, 0);
  return out;
}

const largest = (values: Float64Array) => Math.max(...values.map(Math.abs));

/** Largest entries of X² − (1 − ρ)X − ρM̃ and of Y(X + ρI) − X, relative to those of their terms. */
function residuals(n: number, rho: number, { X, Y, W, spread }: FixedPoint): [number, number] {
  const mismatch = times(n, times(n, Y, W), Y);
  const [XX, right] = [times(n, X, X), X.map((x, i) => (1 - rho) * x + rho * (spread[i] + mismatch[i]))];
  const shifted = X.slice();
  addDiagonal(n, rho, shifted, 0);
  const scale = largest(XX) + Math.abs(1 - rho) * largest(X);
  return [
    largest(XX.map((value, i) => value - right[i])) / scale,
    largest(times(n, Y, shifted).map((value, i) => value - X[i])) / largest(X),
  ];
}

describe("the fixed point of X and M̃", () => {
  it("fulfils its equations for weights of any size", () => {
    const anyPoint = fc.record({
      n: fc.integer({ min: 1, max: 6 }),
      seed: fc.nat(1e6),
      log: fc.double({ min: -6, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(anyPoint, ({ n, seed, log }) => {
        const w = randomPoint(n, seed);
        const alternations = solveFixedPoint(10 ** log, w);
        if (alternations === null) throw new Error("no fixed point");
        expect(alternations).toBeLessThan(50);
        for (const residual of residuals(n, 10 ** log, w)) expect(residual).toBeLessThan(1e-11);
      }),
    );
  });

  it("is X = Y = I without weight", () => {
    const w = randomPoint(3, 1);
    solveFixedPoint(0, w);
    for (const A of [w.X, w.Y]) {
      addDiagonal(3, -1, A, 0);
      expect(largest(A)).toBeLessThan(1e-14);
    }
  });

  it("is X = LᵀΣ^πL and Y = 0 in the limit of a large weight, without cancellation", () => {
    const w = randomPoint(3, 2);
    const expected = w.spread.slice();
    expect(solveFixedPoint(1e14, w)).toBeLessThan(5);
    expect(largest(w.X.map((value, i) => value - expected[i]))).toBeLessThan(1e-12);
    expect(largest(w.Y)).toBeLessThan(1e-12);
  });

  it("is null where Σ^π and the mismatch leave nothing", () => {
    const w = allocateFixedPoint(2);
    w.spread.set([1, 0, 0, -1]);
    w.X.set([1, 0, 0, 1]);
    expect(solveFixedPoint(2, w)).toBeNull();
  });
});
