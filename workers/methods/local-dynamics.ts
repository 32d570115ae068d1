/**
 * The fitted dynamics of one iteration (method section 2), around the rollouts of a trust region's newest controllers.
 *
 * They are a function of what a state holds, its regions and its mixture, so that a checkpoint need not hold them. The next
 * iteration asks for them once more, to compare what they foretell with what its rollouts do: then the answer is known, and
 * only a run that was interrupted in between fits them again, to the same numbers.
 */
import { type DynamicsResult, fitDynamics } from "../dynamics/fit-dynamics.ts";
import type { MixtureKernels } from "../dynamics/kernels.ts";
import type { Mixture } from "../dynamics/mixture.ts";
import { joinBatches } from "./batch.ts";
import type { TrajectoryOptions } from "./config.ts";
import type { TrustRegion } from "./trust-region.ts";

/** A region belongs to one track and one iteration, and so to one mixture. */
const known = new WeakMap<TrustRegion, DynamicsResult>();

/** @param region has seen rollouts */
export function dynamicsAround(
  region: TrustRegion,
  mixture: Mixture | null,
  options: TrajectoryOptions,
  kernels: MixtureKernels,
): DynamicsResult {
  const before = known.get(region);
  if (before !== undefined) return before;
  const recent = joinBatches(region.trail.slice(-options.fitWindow).map(({ batch }) => batch));
  const strengths = { mean: options.priorMean, scatter: options.priorCovariance };
  const fitted = fitDynamics(recent, { prior: mixture, ridge: options.ridge, strengths }, kernels);
  known.set(region, fitted);
  return fitted;
}
