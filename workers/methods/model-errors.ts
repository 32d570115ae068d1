/**
 * What the last iteration's models knew of this iteration's rollouts: the error of their predictions by one step.
 *
 * The candidate that is sampled now was made under those models, and they have not seen what it does. Were they compared with
 * the rollouts that they were fitted to, few enough rollouts would leave no error at all. A rejected candidate is where the
 * error tells most: at its steps the model did not hold.
 */
import { overallError, predictionErrors } from "../dynamics/prediction-error.ts";
import type { Rollout } from "../rollout.ts";
import type { RunConfig } from "./config.ts";
import { dynamicsAround } from "./local-dynamics.ts";
import type { MixtureMemory } from "./mixture-memory.ts";
import type { Track } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";

/** e_t: [T] of each rollout of an iteration, in their order; null where no model foretold it. */
export type ModelErrors = (Float64Array | null)[];

/**
 * @param tracks as the last iteration left them, and its mixture
 * @param drawn rollouts of each track
 * @returns null for a rollout that diverged, and where the candidate was made under no model: the first one, and one that is
 * sampled again because no improvement was found
 */
export function modelErrors(
  tracks: readonly Track[],
  { mixture }: MixtureMemory,
  drawn: readonly Rollout[][],
  { options }: RunConfig,
  { system: { description }, kernels }: TrajectoryTools,
): ModelErrors {
  return tracks.flatMap(({ predicted, region }, i) => {
    const nothing = drawn[i].map(() => null);
    if (predicted === null) return nothing;
    const fitted = dynamicsAround(region, mixture, options, kernels.mixture);
    if (fitted.status !== "ok") return nothing;
    const sane = drawn[i].filter(({ status }) => status !== "diverged");
    const errors = predictionErrors(fitted.dynamics, sane, description);
    return drawn[i].map((rollout) => errors[sane.indexOf(rollout)] ?? null);
  });
}

/** Root mean square over all steps of all rollouts; NaN where no model foretold any. */
export function overall(errors: ModelErrors): number {
  return overallError(errors.flatMap((one) => one ?? []));
}
