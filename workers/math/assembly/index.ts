/** What the module exports: the kernels, one file each. */
export { cholesky, solveLower, solveLowerTransposed } from "./cholesky";
export { gemmNN, gemmNT, gemmTN } from "./gemm";
export { exponentials } from "./vector-exp";

/** First byte behind the module's own constants; the arena begins there. */
export function heapBase(): usize {
  return __heap_base;
}
