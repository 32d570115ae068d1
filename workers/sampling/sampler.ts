/**
 * Draws rollouts of a controller or of a policy. The numbers of a rollout follow from its condition and stream alone, so
 * they are the same whatever the number of workers and the order in which they finish.
 */
import type { Rollout } from "../rollout.ts";
import type { Condition } from "../systems/description.ts";
import type { Actor } from "../trainer-api.ts";

/** One rollout to draw. */
export interface Draw {
  condition: Condition;
  /** State of the random stream that the initial state and the action noise come from. */
  stream: readonly number[];
  /** σ of the action noise's smoothing in time steps; null for a rollout of the mean action. */
  smoothing: number | null;
  /** Factor on the standard deviation of the condition's initial states. */
  spread: number;
  /** Control steps, where they are not the task's own; a controller has no more than those. */
  steps?: number;
}

/** Rollouts of one actor. */
export interface ActorDraws {
  actor: Actor;
  draws: readonly Draw[];
}

export interface Sampler {
  /**
   * Simulates every draw of every actor, side by side; the results stand in the order of the draws, actor after actor.
   * @param onDone is told how many are done
   * @throws CancelledError when the job is cancelled meanwhile
   */
  sample(all: readonly ActorDraws[], onDone: (done: number) => void): Promise<Rollout[]>;
}

/** The job was asked to stop. */
export class CancelledError extends Error {
  override name = "CancelledError";
}
