/**
 * Rollouts as what a run may spend. Every simulated rollout counts, those of the validation too: n iterations with N
 * samples in each of C conditions, and E rollouts in each at every I-th of them, are
 *
 *   n C N + ⌊n / I⌋ C E
 */
import { conditionSetOf } from "../../workers/systems/description.ts";
import type { RunConfig, TaskDescription } from "../engine/api.ts";

/** The most iterations that so many rollouts are enough for. Not for iLQG, which says afterwards what it has spent. */
export function iterationsWithin(rollouts: number, config: RunConfig, task: TaskDescription): number {
  const perIteration = conditionCount(config, task) * config.samples;
  const spent = (n: number) => n * perIteration + validationRollouts(n, config, task);
  let n = Math.floor(rollouts / perIteration);
  while (n > 0 && spent(n) > rollouts) n--;
  if (n > 0) return n;
  throw new RangeError(`${rollouts} rollouts are too few for an iteration, which takes ${spent(1)}`);
}

/** Those of a run's rollouts that only try its policies. */
export function validationRollouts(iterations: number, config: RunConfig, task: TaskDescription): number {
  if (config.method !== "gps") return 0;
  const { validationEpisodes, validationInterval } = config.options;
  return Math.floor(iterations / validationInterval) * conditionCount(config, task) * validationEpisodes;
}

function conditionCount({ conditions }: RunConfig, task: TaskDescription): number {
  const set = conditionSetOf(task, conditions);
  if (set === undefined) throw new RangeError(`${task.name} has no conditions "${conditions}"`);
  return set.trained.length;
}
