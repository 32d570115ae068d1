/** What the module exports: the kernels, one file each. */
export {
  cholesky,
  inverseFromCholesky,
  logDetFromCholesky,
  solveCholesky,
  solveLower,
  solveLowerTransposed,
} from "./cholesky";
export { gemmNN, gemmNT, gemmTN } from "./gemm";
export { lqrBackward } from "./lqr-backward";
export { lqrDivergence } from "./lqr-divergence";
export { lqrExpectedCost } from "./lqr-expected-cost";
export { lqrForward } from "./lqr-forward";
export { lqrPolicyBackward } from "./lqr-policy-backward";
export { lqrSurprisal } from "./lqr-surprisal";
export { mixtureResponsibilities } from "./mixture-density";
export { mixtureFactorBytes, mixtureFactors } from "./mixture-factors";
export { mixtureCovariances, mixtureMeans, mixtureScatters, mixtureSums } from "./mixture-moments";
export { scatterBytes } from "./moments";
export { networkLoss32, networkLoss64, sumSlots } from "./network";
export { fmaPeak } from "./peak";
export { conditionedRegression, regressionScratchBytes } from "./regression";
export { exponentials } from "./vector-exp";

/** First byte behind the module's own constants; the arena begins there. */
export function heapBase(): usize {
  return __heap_base;
}
