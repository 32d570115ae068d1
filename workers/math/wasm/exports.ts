/**
 * The kernels' signatures as TypeScript sees them. Pointers are byte addresses in the kernels' memory, sizes are counts;
 * what each does is said beside its source in ../assembly.
 */

export type Address = number;

type Gemm = (
  m: number,
  n: number,
  k: number,
  alpha: number,
  A: Address,
  lda: number,
  B: Address,
  ldb: number,
  beta: number,
  C: Address,
  ldc: number,
) => void;

export interface KernelExports {
  heapBase(): Address;
  gemmNN: Gemm;
  gemmTN: Gemm;
  gemmNT: Gemm;
  /** 1 where A has a factor, else 0. */
  cholesky(n: number, A: Address, lda: number): number;
  solveLower(n: number, m: number, L: Address, ldl: number, B: Address, ldb: number): void;
  solveLowerTransposed(n: number, m: number, L: Address, ldl: number, B: Address, ldb: number): void;
  /** n is even. */
  exponentials(n: number, x: Address, out: Address): void;
}

/** Kernels whose last two parameters are the number of a chunk and the address of the thread's scratch memory. */
export type ChunkedKernel = never;
