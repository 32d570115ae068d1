/** What the module exports: the kernels, one file each. */
export { cholesky, solveLower, solveLowerTransposed } from "./cholesky";
export { gemmNN, gemmNT, gemmTN } from "./gemm";
export { networkLoss32, networkLoss64, sumSlots } from "./network";
export { exponentials } from "./vector-exp";

/** First byte behind the module's own constants; the arena begins there. */
export function heapBase(): usize {
  return __heap_base;
}
