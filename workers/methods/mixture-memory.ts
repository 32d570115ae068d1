/**
 * The mixture prior's memory from iteration to iteration (method section 2): transitions of recent iterations, and the
 * last mixture, from which the next fit starts.
 */
import type { MixtureKernels } from "../dynamics/kernels.ts";
import { customaryMixture, fitMixture, type Mixture, type MixtureResult } from "../dynamics/mixture.ts";
import { collectPoints, type StepPoints } from "../dynamics/points.ts";
import { streamFromState } from "../math/random.ts";
import { concatenate } from "../math/vector.ts";
import type { TrajectoryOptions } from "./config.ts";

export interface MixtureMemory {
  mixture: Mixture | null;
  /** [n, D] transitions (x_t, u_t, x_{t+1}) of recent iterations, oldest first. */
  window: Float64Array[];
}

/** A component wants at least this many transitions. */
const POINTS_PER_COMPONENT = 40;

export type MixtureOptions = Pick<
  TrajectoryOptions,
  "components" | "mixtureWindow" | "mixtureStride" | "mixtureSweeps"
>;

/**
 * @param fresh an iteration's transitions, a source for each condition
 * @param random state of a stream for the initialisation of new components
 * @returns the memory to go on with, or the numerical reason why no mixture could be fitted
 */
export function updateMixture(
  memory: MixtureMemory,
  fresh: readonly StepPoints[],
  random: readonly number[],
  options: MixtureOptions,
  kernels: MixtureKernels,
): { status: "ok"; memory: MixtureMemory } | { status: "failed"; reason: string } {
  const { data, dim } = collectPoints(fresh, options.mixtureStride);
  const window = [...memory.window, data].slice(-options.mixtureWindow);
  const fitted = refitMixture(memory.mixture, concatenate(window), dim, random, options, kernels);
  if (fitted.status !== "ok")
    return { status: "failed", reason: `the mixture of transitions is ${fitted.status.replaceAll("-", " ")}` };
  return { status: "ok", memory: { mixture: fitted.mixture, window } };
}

/** Fits a mixture to data: [n, dim], from the one that was fitted to similar data before (null: from none). */
export function refitMixture(
  before: Mixture | null,
  data: Float64Array,
  dim: number,
  random: readonly number[],
  options: MixtureOptions,
  kernels: MixtureKernels,
): MixtureResult {
  const points = data.length / dim;
  const components = Math.max(1, Math.min(options.components, Math.floor(points / POINTS_PER_COMPONENT)));
  const { uniform } = streamFromState(random);
  const start = before ? { mixture: before, uniform } : { uniform };
  const settings = { ...customaryMixture, components, maxIterations: options.mixtureSweeps };
  return fitMixture(data, points, dim, settings, start, kernels);
}
