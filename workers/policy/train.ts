/**
 * Fits the policy's mean to its samples (method section 4). Single precision, which takes half the time, does the bulk of
 * the work; the last evaluations are made in doubles, and go on with what the first have learnt of the curvature.
 */
import type { NetworkKernels, Precision } from "./kernels.ts";
import { type Minimum, minimise } from "./lbfgs.ts";
import { LbfgsMemory } from "./lbfgs-memory.ts";
import type { PolicySamples } from "./loss.ts";
import type { NetworkShape } from "./network.ts";

export interface FitOptions {
  /** Of the bulk of the evaluations. */
  precision: Precision;
  /** Steps that L-BFGS remembers. */
  history: number;
  maxEvaluations: number;
  /** Of these, so many at least are left for doubles. */
  polishEvaluations: number;
  /** Done where the gradient's norm is at most this share of the loss (or of 1). */
  gradientTolerance: number;
  /** Done where a step lowers the loss by no more than this share. */
  valueTolerance: number;
}

export interface FittedNetwork {
  /** Of the last minimisation; value and gradient are in doubles. */
  minimum: Minimum;
  evaluations: Record<Precision, number>;
}

/** Rounding errors of the loss. */
const rounding: Record<Precision, number> = { single: 1e-8, double: 1e-15 };
/** In single precision steps that gain less than this share are not worth while. */
const leastSingleGain = 1e-6;

/** @param start θ to start from; it is kept as it is */
export function fitNetwork(
  kernels: NetworkKernels,
  shape: NetworkShape,
  samples: PolicySamples,
  start: Float64Array,
  options: FitOptions,
): FittedNetwork {
  const memory = new LbfgsMemory(start.length, options.history);
  const minimiseIn = (precision: Precision, from: Float64Array, maxEvaluations: number, valueTolerance: number) =>
    kernels.withLoss(shape, samples, precision, (loss) =>
      minimise(loss, from, { ...options, maxEvaluations, valueTolerance, rounding: rounding[precision] }, memory),
    );
  const { maxEvaluations, polishEvaluations, valueTolerance } = options;
  const bulkEvaluations = options.precision === "single" ? maxEvaluations - polishEvaluations : 0;
  if (bulkEvaluations <= 0) {
    const minimum = minimiseIn("double", start, maxEvaluations, valueTolerance);
    return { minimum, evaluations: { single: 0, double: minimum.evaluations } };
  }
  const bulk = minimiseIn("single", start, bulkEvaluations, Math.max(valueTolerance, leastSingleGain));
  const minimum = minimiseIn("double", bulk.x, maxEvaluations - bulk.evaluations, valueTolerance);
  return { minimum, evaluations: { single: bulk.evaluations, double: minimum.evaluations } };
}
