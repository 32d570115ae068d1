/** Products, factors and solutions in WebAssembly against the plain ones, for any sizes and for both builds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as plain from "../cholesky.ts";
import { gemmNN, gemmNT, gemmTN } from "../gemm.ts";
import { streamFromSeed } from "../random.ts";
import type { Address } from "./exports.ts";
import { openRuntime, type WasmRuntime } from "./runtime.ts";
import { supportedVariants } from "./variants.ts";

const size = fc.integer({ min: 1, max: 40 });
const seed = fc.nat(1e6);
/** Numbers behind every row and around the matrix, which no kernel may read or write: NaN would spread, and is looked for. */
const gap = fc.integer({ min: 0, max: 3 });
const guard = 4;

/** A matrix in the kernels' memory between guards, and the same packed for the plain kernels. */
interface Pair {
  rows: number;
  columns: number;
  stride: number;
  memory: Float64Array;
  address: Address;
  packed: Float64Array;
}

function pairOf(
  { arena }: WasmRuntime,
  shape: { rows: number; columns: number; gap: number },
  values: ArrayLike<number>,
): Pair {
  const { rows, columns } = shape;
  const stride = columns + shape.gap;
  const memory = arena.float64(rows * stride + 2 * guard).fill(Number.NaN);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) memory[guard + i * stride + j] = values[i * columns + j];
  const address = arena.addressOf(memory) + guard * 8;
  return { rows, columns, stride, memory, address, packed: packedOf(memory, rows, columns, stride) };
}

function packedOf(memory: ArrayLike<number>, rows: number, columns: number, stride: number): Float64Array {
  const entry = (_: unknown, i: number) => memory[guard + Math.floor(i / columns) * stride + (i % columns)];
  return Float64Array.from({ length: rows * columns }, entry);
}

/** What the kernel left in the matrix equals the plain result, and what lies around it is untouched. */
function expectEqual({ memory, rows, columns, stride, packed }: Pair, tolerance = 1e-12): void {
  const found = packedOf(memory, rows, columns, stride);
  const scale = packed.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  const errors = found.map((value, i) => Math.abs(value - packed[i]) / scale);
  expect(errors.every((error) => error <= tolerance)).toBe(true);
  const untouched = [...memory].filter((value) => Number.isNaN(value)).length;
  expect(untouched).toBe(memory.length - rows * columns);
}

const draws = (count: number, from: number) => {
  const { uniform } = streamFromSeed(from);
  return Float64Array.from({ length: count }, () => uniform() - 0.5);
};

/** The lower triangle of a matrix that is positive definite because its diagonal dominates; NaN above. */
const definite = (n: number, from: number) =>
  draws(n * n, from).map((value, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    return row === column ? n + value : row > column ? value : Number.NaN;
  });

const products = [
  {
    name: "NN",
    plainProduct: gemmNN,
    shapeA: (m: number, k: number) => [m, k],
    shapeB: (n: number, k: number) => [k, n],
  },
  {
    name: "TN",
    plainProduct: gemmTN,
    shapeA: (m: number, k: number) => [k, m],
    shapeB: (n: number, k: number) => [k, n],
  },
  {
    name: "NT",
    plainProduct: gemmNT,
    shapeA: (m: number, k: number) => [m, k],
    shapeB: (n: number, k: number) => [n, k],
  },
] as const;
const factor = fc.constantFrom(0, 1, -0.5, 2);
const inner = fc.integer({ min: 0, max: 40 });
const problem = fc.record({ m: size, n: size, k: inner, alpha: factor, beta: factor, gap, seed });

describe.each(supportedVariants())("dense kernels, %s", (variant) => {
  const runtime = openRuntime(variant);
  const { arena, kernels } = runtime;

  for (const { name, plainProduct, shapeA, shapeB } of products) {
    it(`gemm${name} equals the plain product and keeps to its matrices`, () => {
      const check = fc.property(problem, ({ m, n, k, alpha, beta, gap, seed }) =>
        arena.scope(() => {
          const matrix = ([rows, columns]: readonly number[], values: ArrayLike<number>) =>
            pairOf(runtime, { rows, columns, gap }, values);
          const A = matrix(shapeA(m, k), draws(m * k, seed));
          const B = matrix(shapeB(n, k), draws(n * k, seed + 1));
          // With β = 0 the old content is not read: it may be anything.
          const C = matrix([m, n], beta === 0 ? new Float64Array(m * n).fill(Number.NaN) : draws(m * n, seed + 2));
          plainProduct(m, n, k, alpha, A.packed, 0, B.packed, 0, beta, C.packed, 0);
          kernels[`gemm${name}`](m, n, k, alpha, A.address, A.stride, B.address, B.stride, beta, C.address, C.stride);
          expectEqual(C, 1e-13);
        }),
      );
      fc.assert(check, { numRuns: 150 });
    });
  }

  it("factor, solutions, inverse and determinant equal the plain ones", () => {
    fc.assert(
      fc.property(size, size, gap, seed, (n, m, gap, seed) =>
        arena.scope(() => {
          const A = pairOf(runtime, { rows: n, columns: n, gap }, definite(n, seed));
          expect(kernels.cholesky(n, A.address, A.stride)).toBe(1);
          plain.cholesky(A.packed, 0, n);
          expectEqual(A);
          const B = pairOf(runtime, { rows: n, columns: m, gap }, draws(n * m, seed + 1));
          kernels.solveLower(n, m, A.address, A.stride, B.address, B.stride);
          plain.solveLower(n, m, A.packed, 0, B.packed, 0);
          expectEqual(B);
          const X = pairOf(runtime, { rows: n, columns: m, gap }, draws(n * m, seed + 2));
          kernels.solveCholesky(n, m, A.address, A.stride, X.address, X.stride);
          plain.solveCholesky(n, m, A.packed, 0, X.packed, 0);
          expectEqual(X);
          const inverse = pairOf(runtime, { rows: n, columns: n, gap }, new Float64Array(n * n).fill(Number.NaN));
          kernels.inverseFromCholesky(n, A.address, A.stride, inverse.address, inverse.stride);
          plain.inverseFromCholesky(n, A.packed, 0, inverse.packed, 0);
          expectEqual(inverse);
          const determinant = plain.logDetFromCholesky(n, A.packed, 0);
          expect(kernels.logDetFromCholesky(n, A.address, A.stride)).toBeCloseTo(determinant, 11);
        }),
      ),
    );
  });

  it("solves with the transposed factor alone", () => {
    fc.assert(
      fc.property(size, size, gap, seed, (n, m, gap, seed) =>
        arena.scope(() => {
          const L = pairOf(
            runtime,
            { rows: n, columns: n, gap },
            definite(n, seed).map((value) => value || 0),
          );
          const X = pairOf(runtime, { rows: n, columns: m, gap }, draws(n * m, seed + 1));
          const solution = X.packed.slice();
          const B = pairOf(runtime, { rows: n, columns: m, gap }, new Float64Array(n * m));
          gemmTN(n, m, n, 1, L.packed, 0, solution, 0, 0, B.packed, 0);
          const right = pairOf(runtime, { rows: n, columns: m, gap }, B.packed);
          kernels.solveLowerTransposed(n, m, L.address, L.stride, right.address, right.stride);
          right.packed.set(solution);
          expectEqual(right);
        }),
      ),
    );
  });

  it("gives up where the plain factorisation does", () => {
    for (const n of [1, 3, 14, 15, 17, 33]) {
      for (const spoilt of [0, Math.floor(n / 2), n - 1]) {
        for (const value of [-1, 0, Number.NaN, Infinity]) {
          arena.scope(() => {
            const A = pairOf(runtime, { rows: n, columns: n, gap: 1 }, definite(n, n));
            A.memory[guard + spoilt * (A.stride + 1)] = value;
            A.packed[spoilt * (n + 1)] = value;
            expect(plain.cholesky(A.packed, 0, n)).toBe(false);
            expect(kernels.cholesky(n, A.address, A.stride)).toBe(0);
          });
        }
      }
    }
  });

  it("measures a peak that is finite and grows with the work", () => {
    // 24 lanes that begin with 156 together and take on i·x·y each, x = 1/(i + 1), y = 2x.
    const sum = (iterations: number) => 156 + (24 * 2 * iterations) / (iterations + 1) ** 2;
    for (const iterations of [0, 1, 1000]) expect(kernels.fmaPeak(iterations)).toBeCloseTo(sum(iterations), 9);
  });
});
