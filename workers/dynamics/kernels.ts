/**
 * What the fitting of dynamics and of linearised policies computes in bulk (method section 2), and what is therefore written for WebAssembly beside
 * the plain version: the two steps of expectation maximisation and the regression of all time steps.
 */
import type { PriorStrengths } from "./mixture-prior.ts";
import type { StepPoints } from "./points.ts";
import type { Conditionals, Mixture } from "./types.ts";

export interface MixtureKernels {
  /**
   * Runs `work` with a fit of `components` components to data: [n, D], which are laid out for the kernels once. The fit
   * and its arrays serve until `work` returns.
   */
  withPoints<T>(data: Float64Array, n: number, D: number, components: number, work: (fit: MixtureFit) => T): T;
  /** p(b|a) of all steps; the source holds one sample at least. */
  fitConditionals(source: StepPoints, options: RegressionOptions): RegressionResult;
}

export interface MixtureFit {
  /** r: [K, n], written by `expect` or by the caller. */
  readonly responsibilities: Float64Array;
  /** E-step: overwrites the responsibilities with those of a mixture of K components. */
  expect(mixture: Mixture): Expectation;
  /**
   * M-step: overwrites the mixture's moments with those of the responsibilities, passing over those that are negligible,
   * and adds `floor` to the diagonals of the covariances. A component that is dead, which means of less than a thousandth
   * of a point, starts again as the Gaussian of all points with an average weight. Returns whether any did.
   */
  maximise(mixture: Mixture, floor: number): boolean;
}

/** Log-likelihood of all points [nat], or why there is none. */
export type Expectation =
  | { status: "ok"; logLikelihood: number }
  | { status: "not-positive-definite" }
  | { status: "not-finite" };

export interface RegressionOptions {
  /** Without a mixture (null) each step is a ridge regression about the samples' mean. */
  prior: Mixture | null;
  /** Added to the diagonal of the covariance of a, in its squared units. */
  ridge: number;
  /** Added to the diagonal of every R, in squared units of b. */
  floor: number;
  strengths: PriorStrengths;
}

export type RegressionResult =
  | { status: "ok"; conditionals: Conditionals }
  | { status: "not-positive-definite"; step: number }
  | { status: "not-finite"; step: number };
