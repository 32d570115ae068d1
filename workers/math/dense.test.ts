import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cholesky, inverseFromCholesky, logDetFromCholesky, solveCholesky } from "./cholesky.ts";
import { mahalanobisSquared, weightedMean, weightedScatter } from "./gaussian.ts";
import { gemmNN, gemmNT, gemmTN } from "./gemm.ts";
import { addDiagonal, quadraticForm, rankOneUpdate, symmetrise } from "./symmetric.ts";
import { allFinite, axpy, copy, copyBlock, dot } from "./vector.ts";

/** Every kernel is tried at an offset, so that reading or writing outside of its own range shows. */
const pad = 3;
const entry = fc.double({ min: -10, max: 10, noNaN: true });
const size = fc.integer({ min: 1, max: 6 });
const values = (count: number) => fc.array(entry, { minLength: count, maxLength: count });
const padded = (data: number[]) => Float64Array.from([...Array(pad).fill(77), ...data, ...Array(pad).fill(77)]);

function expectClose(actual: Float64Array, expected: number[], digits = 8): void {
  expect(actual.length).toBe(expected.length + 2 * pad);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i - pad] ?? 77, digits);
  });
}

const matrixAt = (rows: number, columns: number, at: (i: number, j: number) => number) =>
  Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns));
const sumOver = (count: number, term: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => term(i)).reduce((a, b) => a + b, 0);

/** G Gᵀ + I from any G: [n, n]. */
const definiteOf = (G: number[], n: number) =>
  matrixAt(n, n, (i, j) => sumOver(n, (l) => G[i * n + l] * G[j * n + l]) + (i === j ? 1 : 0));

const product = fc
  .record({ m: size, n: size, k: size })
  .chain(({ m, n, k }) =>
    fc.tuple(fc.constant({ m, n, k }), values(m * k), values(k * n), values(m * n), entry, entry),
  );
const square = size.chain((n) => fc.tuple(fc.constant(n), values(n * n), values(n), values(n * 2)));

describe("products", () => {
  it("equal the naive sums for every transposition", () => {
    fc.assert(
      fc.property(product, ([{ m, n, k }, A, B, C, alpha, beta]) => {
        const naive = (a: (i: number, l: number) => number, b: (l: number, j: number) => number) =>
          matrixAt(m, n, (i, j) => alpha * sumOver(k, (l) => a(i, l) * b(l, j)) + beta * C[i * n + j]);
        const run = (kernel: typeof gemmNN) => {
          const out = padded(C);
          kernel(m, n, k, alpha, padded(A), pad, padded(B), pad, beta, out, pad);
          return out;
        };
        const [plainA, plainB] = [(i: number, l: number) => A[i * k + l], (l: number, j: number) => B[l * n + j]];
        expectClose(run(gemmNN), naive(plainA, plainB));
        expectClose(
          run(gemmTN),
          naive((i, l) => A[l * m + i], plainB),
        );
        expectClose(
          run(gemmNT),
          naive(plainA, (l, j) => B[j * k + l]),
        );
      }),
    );
  });

  it("do not read C where β = 0", () => {
    const C = Float64Array.of(Number.NaN);
    gemmNN(1, 1, 1, 2, Float64Array.of(3), 0, Float64Array.of(4), 0, 0, C, 0);
    expect([...C]).toEqual([24]);
  });
});

describe("Cholesky", () => {
  it("factors, solves, inverts and gives the determinant", () => {
    fc.assert(
      fc.property(square, ([n, G, , B]) => {
        const A = definiteOf(G, n);
        const L = padded(A);
        expect(cholesky(L, pad, n)).toBe(true);
        const at = (i: number, j: number) => L[pad + i * n + j];
        for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(at(i, j)).toBe(0);
        expectClose(padded(matrixAt(n, n, (i, j) => sumOver(n, (l) => at(i, l) * at(j, l)))), A, 6);
        const X = padded(B);
        solveCholesky(n, 2, L, pad, X, pad);
        expectClose(padded(matrixAt(n, 2, (i, j) => sumOver(n, (l) => A[i * n + l] * X[pad + l * 2 + j]))), B, 5);
        const inverse = padded(A);
        inverseFromCholesky(n, L, pad, inverse, pad);
        const identity = matrixAt(n, n, (i, j) => sumOver(n, (l) => A[i * n + l] * inverse[pad + l * n + j]));
        expectClose(
          padded(identity),
          matrixAt(n, n, (i, j) => (i === j ? 1 : 0)),
          5,
        );
        expect(logDetFromCholesky(n, L, pad)).toBeCloseTo(Math.log(determinant(A, n)), 6);
      }),
    );
  });

  it.each([
    ["indefinite", [1, 2, 2, 1]],
    ["singular", [1, 1, 1, 1]],
    ["not a number", [Number.NaN, 0, 0, 1]],
    ["infinite", [Infinity, 0, 0, 1]],
  ])("refuses a matrix that is %s", (_, A) => {
    expect(cholesky(Float64Array.from(A), 0, 2)).toBe(false);
  });
});

/** Determinant by elimination with row exchanges. */
function determinant(matrix: number[], n: number): number {
  const rows = Array.from({ length: n }, (_, i) => matrix.slice(i * n, (i + 1) * n));
  let result = 1;
  for (let c = 0; c < n; c++) {
    const p = rows.findIndex(
      (row, i) => i >= c && Math.abs(row[c]) === Math.max(...rows.slice(c).map((r) => Math.abs(r[c]))),
    );
    if (p !== c) {
      [rows[c], rows[p]] = [rows[p], rows[c]];
      result = -result;
    }
    result *= rows[c][c];
    for (let i = c + 1; i < n; i++) {
      const factor = rows[i][c] / rows[c][c];
      for (let j = c; j < n; j++) rows[i][j] -= factor * rows[c][j];
    }
  }
  return result;
}

describe("symmetric and vector kernels", () => {
  it("equal the naive sums", () => {
    fc.assert(
      fc.property(square, entry, ([n, A, x], alpha) => {
        const [xs, symmetric, shifted, updated] = [padded(x), padded(A), padded(A), padded(A)];
        symmetrise(n, symmetric, pad);
        expectClose(
          symmetric,
          matrixAt(n, n, (i, j) => (A[i * n + j] + A[j * n + i]) / 2),
        );
        addDiagonal(n, alpha, shifted, pad);
        expectClose(
          shifted,
          matrixAt(n, n, (i, j) => A[i * n + j] + (i === j ? alpha : 0)),
        );
        rankOneUpdate(n, alpha, xs, pad, updated, pad);
        expectClose(
          updated,
          matrixAt(n, n, (i, j) => A[i * n + j] + alpha * x[i] * x[j]),
        );
        const form = sumOver(n, (i) => sumOver(n, (j) => x[i] * A[i * n + j] * x[j]));
        expect(quadraticForm(n, padded(A), pad, xs, pad)).toBeCloseTo(form, 8);
        expect(dot(n, padded(A), pad, xs, pad)).toBeCloseTo(
          sumOver(n, (i) => A[i] * x[i]),
          8,
        );
        const y = padded(A.slice(0, n));
        axpy(n, alpha, xs, pad, y, pad);
        expectClose(
          y,
          x.map((value, i) => A[i] + alpha * value),
        );
        copy(n, xs, pad, y, pad);
        expectClose(y, x);
      }),
    );
  });

  it("copies a block between strides", () => {
    const target = new Float64Array(6);
    copyBlock(2, 2, Float64Array.of(0, 1, 2, 3, 4, 5), 1, 3, target, 0, 3);
    expect([...target]).toEqual([1, 2, 0, 4, 5, 0]);
  });

  it("looks for numbers that are not finite within its range only", () => {
    const data = Float64Array.of(Number.NaN, 1, 2, Infinity);
    expect(allFinite(2, data, 1)).toBe(true);
    expect(allFinite(3, data, 1)).toBe(false);
    expect(allFinite(2, data, 0)).toBe(false);
  });
});

describe("Gaussian kernels", () => {
  const cloud = fc
    .record({ n: size, D: size })
    .chain(({ n, D }) => fc.tuple(fc.constant({ n, D }), values(n * D), values(D), values(D * D), values(n)));

  it("equal the naive sums", () => {
    fc.assert(
      fc.property(cloud, ([{ n, D }, data, mean, G, raw]) => {
        const x = Float64Array.from(data);
        const weights = raw.map((value) => 0.1 + Math.abs(value));
        const total = sumOver(n, (p) => weights[p]);
        const out = padded(mean);
        expect(weightedMean(n, D, x, padded(weights), pad, out, pad)).toBeCloseTo(total, 8);
        expectClose(
          out,
          matrixAt(1, D, (_, i) => sumOver(n, (p) => weights[p] * data[p * D + i]) / total),
        );
        const centred = (p: number, i: number) => data[p * D + i] - mean[i];
        const scatter = padded(matrixAt(D, D, () => 5));
        weightedScatter(n, D, x, padded(weights), pad, padded(mean), pad, new Float64Array(D), scatter, pad);
        const sums = matrixAt(D, D, (i, j) => sumOver(n, (p) => weights[p] * centred(p, i) * centred(p, j)));
        expectClose(scatter, sums);
        const L = padded(definiteOf(G, D));
        cholesky(L, pad, D);
        const distances = padded(weights);
        mahalanobisSquared(n, D, x, padded(mean), pad, L, pad, new Float64Array(D), distances, pad);
        const expected = matrixAt(1, n, (_, p) => {
          const d = Float64Array.from({ length: D }, (_unused, i) => centred(p, i));
          const solved = d.slice();
          solveCholesky(D, 1, L, pad, solved, 0);
          return dot(D, d, 0, solved, 0);
        });
        expectClose(distances, expected, 6);
      }),
    );
  });
});
