/**
 * The mixture prior's memory from iteration to iteration (method section 2): transitions of recent iterations, and the
 * last mixture, from which the next fit starts.
 */
import { fitMixture, type Mixture } from "../dynamics/mixture.ts";
import { collectTransitions } from "../dynamics/transitions.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { streamFromState } from "../math/random.ts";
import type { TrajectoryOptions } from "./config.ts";

export interface MixtureMemory {
  mixture: Mixture | null;
  /** [n, D] transitions (x_t, u_t, x_{t+1}) of recent iterations, oldest first. */
  window: Float64Array[];
}

/** A component wants at least this many transitions. */
const POINTS_PER_COMPONENT = 40;

/** @param random state of a stream for the initialisation of new components */
export function updateMixture(
  memory: MixtureMemory,
  batch: RolloutBatch,
  random: readonly number[],
  options: TrajectoryOptions,
): MixtureMemory {
  const fresh = collectTransitions([batch], options.mixtureStride);
  const window = [...memory.window, fresh].slice(-options.mixtureWindow);
  const dim = 2 * batch.stateDim + batch.actionDim;
  const points = window.reduce((sum, part) => sum + part.length / dim, 0);
  const data = new Float64Array(points * dim);
  let offset = 0;
  for (const part of window) {
    data.set(part, offset);
    offset += part.length;
  }
  const components = Math.max(1, Math.min(options.components, Math.floor(points / POINTS_PER_COMPONENT)));
  const sameSize = memory.mixture?.weights.length === components;
  const mixture = fitMixture(
    data,
    points,
    dim,
    { components, maxIterations: options.mixtureSweeps },
    sameSize && memory.mixture ? memory.mixture : undefined,
    streamFromState(random).uniform,
  );
  return { mixture, window };
}
