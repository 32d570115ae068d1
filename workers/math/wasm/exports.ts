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

/** A chunked kernel, which is called by a crew with the parameters of its source. */
type ChunkCall = (...numbers: number[]) => void;

export interface KernelExports {
  heapBase(): Address;
  gemmNN: Gemm;
  gemmTN: Gemm;
  gemmNT: Gemm;
  /** Runs 48 · iterations operations; what it returns is of no use. */
  fmaPeak(iterations: number): number;
  /** 1 where A has a factor, else 0. */
  cholesky(n: number, A: Address, lda: number): number;
  solveLower(n: number, m: number, L: Address, ldl: number, B: Address, ldb: number): void;
  solveLowerTransposed(n: number, m: number, L: Address, ldl: number, B: Address, ldb: number): void;
  solveCholesky(n: number, m: number, L: Address, ldl: number, B: Address, ldb: number): void;
  inverseFromCholesky(n: number, L: Address, ldl: number, out: Address, ldo: number): void;
  logDetFromCholesky(n: number, L: Address, ldl: number): number;
  /** This and the following return a status of ../assembly/lqr-status.ts. */
  lqrBackward(
    T: number,
    dX: number,
    dU: number,
    eta: number,
    omega: number,
    lossGradients: Address,
    lossHessians: Address,
    surprisalGradients: Address,
    surprisalHessians: Address,
    f: Address,
    fc: Address,
    K: Address,
    k: Address,
    C: Address,
    valueHessian: Address,
    valueGradient: Address,
    scratch: Address,
  ): number;
  lqrPolicyBackward(
    T: number,
    dX: number,
    dU: number,
    eta: number,
    omega: number,
    lossGradients: Address,
    lossHessians: Address,
    surprisalGradients: Address,
    surprisalHessians: Address,
    policyGains: Address,
    policyOffsets: Address,
    policyCovariances: Address,
    weights: Address,
    means: Address,
    covariances: Address,
    startC: Address,
    f: Address,
    fc: Address,
    K: Address,
    k: Address,
    C: Address,
    valueHessian: Address,
    valueGradient: Address,
    alternations: Address,
    scratch: Address,
  ): number;
  lqrForward(
    T: number,
    dX: number,
    dU: number,
    K: Address,
    k: Address,
    C: Address,
    f: Address,
    fc: Address,
    F: Address,
    mean: Address,
    covariance: Address,
    means: Address,
    covariances: Address,
    scratch: Address,
  ): number;
  lqrSurprisal(
    T: number,
    dX: number,
    dU: number,
    K: Address,
    k: Address,
    C: Address,
    constants: Address,
    gradients: Address,
    hessians: Address,
    scratch: Address,
  ): number;
  lqrDivergence(
    T: number,
    dX: number,
    dU: number,
    K: Address,
    k: Address,
    C: Address,
    Khat: Address,
    khat: Address,
    Chat: Address,
    means: Address,
    covariances: Address,
    perStep: Address,
    scratch: Address,
  ): number;
  lqrExpectedCost(
    T: number,
    D: number,
    constants: Address,
    gradients: Address,
    hessians: Address,
    means: Address,
    covariances: Address,
    perStep: Address,
  ): void;
  /** n is even. */
  exponentials(n: number, x: Address, out: Address): void;
  /** Bytes of one component's packed factor. */
  mixtureFactorBytes(D: number): number;
  /** Bytes of one scatter's tiles. */
  scatterBytes(D: number): number;
  regressionScratchBytes(dA: number, dB: number, K: number): number;
  mixtureFactors: ChunkCall;
  mixtureResponsibilities: ChunkCall;
  mixtureSums: ChunkCall;
  mixtureMeans: ChunkCall;
  mixtureScatters: ChunkCall;
  mixtureCovariances: ChunkCall;
  conditionedRegression: ChunkCall;
  /** `problem` is a NetworkProblem of ../assembly/network.ts. */
  networkLoss64(problem: Address, chunk: number, scratch: Address): void;
  networkLoss32(problem: Address, chunk: number, scratch: Address): void;
  /** The first of [count, length] doubles becomes the sum of all. */
  sumSlots(count: number, length: number, slots: Address): void;
}

/** Kernels whose last two parameters are the number of a chunk and the address of the thread's scratch memory. */
export type ChunkedKernel =
  | "networkLoss64"
  | "networkLoss32"
  | "mixtureFactors"
  | "mixtureResponsibilities"
  | "mixtureSums"
  | "mixtureMeans"
  | "mixtureScatters"
  | "mixtureCovariances"
  | "conditionedRegression";
