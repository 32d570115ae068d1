/**
 * Which controller to improve next, how far, and with how much noise.
 *
 * The published method improves whatever was sampled last, within a KL step that adapts to the improvement predicted and
 * seen (method section 1). Where contact makes the cost fall off a cliff (a peg that misses its slot), the local model
 * does not show the cliff, and one step too far ruins a controller that worked. So, as trust-region methods do, a
 * controller is only improved further if its own rollouts bear it out:
 *
 *   candidate accepted   ⇔   no rollout diverged and  mean cost ≤ ρ · best mean cost of the trail
 *
 * Accepted controllers form a trail. A rejected candidate is dropped, and the newest of the trail is improved again with
 * half the step and less noise. After some rejections in a row (`retrialAfter`) that controller is sampled again: a few
 * rollouts may have accepted by luck what mostly fails, and a model fitted to a few may point the wrong way. If the new
 * rollouts bear it out, the next model is fitted to the old and the new ones; if not, it is dropped. Noise also decays at every acceptance once the first iterations are over: the
 * maximum-entropy objective by itself hardly lowers it, since the model sees that white noise at 100 Hz costs little, not
 * that it can push the peg over an edge. Lowering C by a factor is what an entropy penalty in the objective does to it.
 */
import type { RolloutBatch } from "../dynamics/types.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import { adaptStep } from "../trajectory/adapt-step.ts";
import { joinBatches } from "./batch.ts";
import type { TrajectoryOptions } from "./config.ts";

/** An accepted controller and what was seen of it. */
export interface Incumbent {
  controller: LinearGaussianController;
  /** Its rollouts and their mean cost. */
  batch: RolloutBatch;
  cost: number;
  /** Factor on the covariance of the candidates made from it; falls with each one that is rejected. */
  noise: number;
}

export interface TrustRegion {
  /** Accepted controllers, oldest first; the newest is improved. Empty before the first rollouts. */
  trail: Incumbent[];
  /** Candidates made from the newest controller that were rejected in a row. */
  rejections: number;
}

export const emptyTrustRegion: TrustRegion = { trail: [], rejections: 0 };

/** How far back the trail reaches. */
const TRAIL_LENGTH = 4;
/** Without retrials the newest controller is dropped at so many rejections in a row. */
const REJECTIONS_TO_STEP_BACK = 2;

/** Expected costs of the last update under the model it was made with; with a policy, its part of the objective in them. */
export interface Prediction {
  /** L(prev, prev): of the incumbent. */
  previous: number;
  /** L(cur, prev): of the candidate. */
  current: number;
}

/** @param cost mean cost of the candidate's rollouts; null when one of them diverged */
export function isAccepted({ trail }: TrustRegion, cost: number | null, options: TrajectoryOptions): boolean {
  if (trail.length === 0 || options.rollbackRatio === 0) return true;
  const bestCost = Math.min(...trail.map((incumbent) => incumbent.cost));
  return cost !== null && cost <= bestCost + (options.rollbackRatio - 1) * Math.abs(bestCost);
}

/** The region after a candidate was accepted in the iteration numbered `iteration` (1-based). */
export function advance(
  { trail }: TrustRegion,
  candidate: Omit<Incumbent, "noise">,
  iteration: number,
  options: TrajectoryOptions,
): TrustRegion {
  const noise = iteration > options.noiseDecayStart ? options.noiseDecay : 1;
  // Without rollback there is nothing to go back to.
  const length = options.rollbackRatio === 0 ? 1 : TRAIL_LENGTH;
  return { trail: [...trail, { ...candidate, noise }].slice(-length), rejections: 0 };
}

/** The region after a candidate was rejected. */
export function retreat({ trail, rejections }: TrustRegion, options: TrajectoryOptions): TrustRegion {
  const inARow = rejections + 1;
  const drops = options.retrialAfter === 0 && inARow >= REJECTIONS_TO_STEP_BACK && trail.length > 1;
  return drops ? stepBack({ trail, rejections }, options) : { trail: quieten(trail, options), rejections: inARow };
}

/** Whether the newest controller itself is sampled next, for a second opinion of it. */
export function isOnRetrial({ rejections }: TrustRegion, { retrialAfter }: TrajectoryOptions): boolean {
  return retrialAfter > 0 && rejections >= retrialAfter;
}

/**
 * The region after its newest controller was sampled again.
 * @param batch, cost its new rollouts and their mean cost
 */
export function afterRetrial(
  { trail }: TrustRegion,
  { batch, cost }: Pick<Incumbent, "batch" | "cost">,
  accepted: boolean,
  options: TrajectoryOptions,
): TrustRegion {
  if (!accepted) return stepBack({ trail, rejections: 0 }, options);
  const newest = trail[trail.length - 1];
  const joined = joinBatches([newest.batch, batch]);
  const mean = (newest.batch.samples * newest.cost + batch.samples * cost) / joined.samples;
  return { trail: [...trail.slice(0, -1), { ...newest, batch: joined, cost: mean }], rejections: 0 };
}

/** The region without its newest controller, unless that is the only one. */
export function stepBack({ trail }: TrustRegion, options: TrajectoryOptions): TrustRegion {
  return { trail: quieten(trail.length > 1 ? trail.slice(0, -1) : trail, options), rejections: 0 };
}

/** The trail with less noise for the candidates of its newest controller. */
function quieten(trail: readonly Incumbent[], { noiseDecay }: TrajectoryOptions): Incumbent[] {
  const newest = trail[trail.length - 1];
  return [...trail.slice(0, -1), { ...newest, noise: newest.noise * noiseDecay }];
}

/** The controller to improve; the region has seen rollouts. */
export function incumbentOf({ trail }: TrustRegion): Incumbent {
  return trail[trail.length - 1];
}

/**
 * The controller to show for the run: of the trail the one whose own rollouts, with its noise, cost least. A controller that
 * mostly works shows it in them, since one rollout that fails costs more than what an iteration gains.
 */
export function soundest({ trail }: TrustRegion): LinearGaussianController | undefined {
  if (trail.length === 0) return undefined;
  return trail.reduce((best, incumbent) => (incumbent.cost <= best.cost ? incumbent : best)).controller;
}

/**
 * The multiplier of the KL step.
 * @param current L(cur, cur): of the accepted controller under the model fitted to its own rollouts, with the policy's part
 */
export function nextStepSize(
  stepSize: number,
  predicted: Prediction | null,
  current: number,
  accepted: boolean,
  options: TrajectoryOptions,
): number {
  if (!accepted) return Math.max(options.stepMin, stepSize * options.stepShrink);
  if (predicted === null) return stepSize;
  const evidence = {
    previousUnderPrevious: predicted.previous,
    currentUnderPrevious: predicted.current,
    currentUnderCurrent: current,
  };
  return adaptStep(evidence, stepSize, {
    minFactor: options.stepShrink,
    maxFactor: options.stepGrowth,
    minMultiplier: options.stepMin,
    maxMultiplier: options.stepMax,
  });
}

/** C scaled by the incumbent's noise factor; K and k as they are. */
export function withNoise(controller: LinearGaussianController, factor: number): LinearGaussianController {
  return { ...controller, covariances: controller.covariances.map((c) => c * factor) };
}
