import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagonalise } from "./diagonalise.ts";
import { gemmNN, gemmNT, gemmTN } from "./gemm.ts";

const pad = 3;
const symmetric = fc
  .integer({ min: 1, max: 7 })
  .chain((n) =>
    fc.tuple(
      fc.constant(n),
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n }),
    ),
  )
  .map(([n, G]) => {
    const A = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) A[i * n + j] = G[i * n + j] + G[j * n + i];
    return { n, A };
  });

const identity = (n: number) => Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

/** Eigenvalues [n] and eigenvectors in columns [n, n] that `diagonalise` finds at an offset, starting from V. */
function solve(n: number, A: Float64Array, start = identity(n)) {
  const place = (values: Float64Array) =>
    Float64Array.from([...Array(pad).fill(77), ...values, ...Array(pad).fill(77)]);
  const [D, V] = [place(A), place(start)];
  diagonalise(n, D, pad, V, pad);
  for (const padded of [D, V]) {
    expect([...padded.slice(0, pad), ...padded.slice(-pad)]).toEqual(Array(2 * pad).fill(77));
  }
  return { values: Float64Array.from({ length: n }, (_, i) => D[pad + i * (n + 1)]), V: V.slice(pad, -pad) };
}

function expectClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i])))).toBeLessThanOrEqual(tolerance);
}

describe("diagonalise", () => {
  it("finds the eigenvalues of a rotated ellipse", () => {
    const { values, V } = solve(2, Float64Array.of(2, 1, 1, 2));
    expect([...values].sort()).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
    expect(Math.abs(V[0])).toBeCloseTo(Math.SQRT1_2, 14);
  });

  it("gives orthogonal V with A = V diag(values) Vᵀ", () => {
    fc.assert(
      fc.property(symmetric, ({ n, A }) => {
        const { values, V } = solve(n, A);
        const product = new Float64Array(n * n);
        gemmTN(n, n, n, 1, V, 0, V, 0, 0, product, 0);
        expectClose(product, identity(n), 1e-13);
        const scaled = V.map((v, i) => v * values[i % n]);
        gemmNT(n, n, n, 1, scaled, 0, V, 0, 0, product, 0);
        expectClose(product, A, 1e-12);
      }),
    );
  });

  it("goes on from a basis that is nearly right", () => {
    fc.assert(
      fc.property(symmetric, ({ n, A }) => {
        const { V } = solve(n, A);
        // A small change of A, seen in the basis V.
        const changed = A.map(
          (value, i) => value + 1e-6 * Math.cos(i) + 1e-6 * Math.cos((i % n) * n + Math.floor(i / n)),
        );
        const [half, inBasis] = [new Float64Array(n * n), new Float64Array(n * n)];
        gemmTN(n, n, n, 1, V, 0, changed, 0, 0, half, 0);
        gemmNN(n, n, n, 1, half, 0, V, 0, 0, inBasis, 0);
        const next = solve(n, inBasis, V);
        const scaled = next.V.map((v, i) => v * next.values[i % n]);
        gemmNT(n, n, n, 1, scaled, 0, next.V, 0, 0, half, 0);
        expectClose(half, changed, 1e-12);
      }),
    );
  });

  it("ends with numbers that are not finite", () => {
    expect(solve(2, Float64Array.of(1, Number.NaN, Number.NaN, 1)).values).toHaveLength(2);
  });
});
