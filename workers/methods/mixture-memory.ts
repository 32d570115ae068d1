/**
 * The mixture prior's memory from iteration to iteration (method section 2): transitions of recent iterations, and the
 * last mixture, from which the next fit starts.
 */
import type { MixtureKernels } from "../dynamics/kernels.ts";
import { customaryMixture, fitMixture, type Mixture } from "../dynamics/mixture.ts";
import { collectTransitions } from "../dynamics/transitions.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
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

/**
 * @param random state of a stream for the initialisation of new components
 * @returns the memory to go on with, or the numerical reason why no mixture could be fitted
 */
export function updateMixture(
  memory: MixtureMemory,
  batch: RolloutBatch,
  random: readonly number[],
  options: TrajectoryOptions,
  kernels: MixtureKernels,
): { status: "ok"; memory: MixtureMemory } | { status: "failed"; reason: string } {
  const { data: fresh, dim } = collectTransitions([batch], options.mixtureStride);
  const window = [...memory.window, fresh].slice(-options.mixtureWindow);
  const data = concatenate(window);
  const points = data.length / dim;
  const components = Math.max(1, Math.min(options.components, Math.floor(points / POINTS_PER_COMPONENT)));
  const { uniform } = streamFromState(random);
  const start = memory.mixture ? { mixture: memory.mixture, uniform } : { uniform };
  const fitted = fitMixture(
    data,
    points,
    dim,
    { ...customaryMixture, components, maxIterations: options.mixtureSweeps },
    start,
    kernels,
  );
  if (fitted.status !== "ok")
    return { status: "failed", reason: `the mixture of transitions is ${fitted.status.replaceAll("-", " ")}` };
  return { status: "ok", memory: { mixture: fitted.mixture, window } };
}
