/** Whether an iteration's rollouts bear their controllers out, and what is known once they are judged. */
import type { RolloutBatch } from "../dynamics/types.ts";
import type { Rollout, RolloutStatus } from "../rollout.ts";
import type { TaskDescription } from "../systems/description.ts";
import { batchOf } from "./batch.ts";
import type { TrajectoryOptions } from "./config.ts";
import type { StepFailure } from "./method.ts";
import { type Summary, summarise } from "./summary.ts";
import type { Track } from "./track.ts";
import {
  advance,
  afterRetrial,
  type Incumbent,
  isAccepted,
  isOnRetrial,
  retreat,
  type TrustRegion,
} from "./trust-region.ts";

/** What the rollouts say of a candidate. */
export interface Verdict {
  accepted: boolean;
  region: TrustRegion;
  /** The rollouts that neither fell nor diverged. */
  batch: RolloutBatch;
  summary: Summary;
}

/**
 * @param rollouts of each track
 * @param iteration its number (1-based)
 * @returns a verdict for each track; a failure where the first rollouts leave nothing to learn from
 */
export function judge(
  tracks: readonly Track[],
  rollouts: readonly Rollout[][],
  iteration: number,
  options: TrajectoryOptions,
  description: TaskDescription,
): { status: "ok"; verdicts: Verdict[] } | StepFailure {
  const verdicts: Verdict[] = [];
  for (const [i, track] of tracks.entries()) {
    const verdict = judgeTrack(track, rollouts[i], iteration, options, description);
    if (verdict === null) return { status: "failed", reason: tooFew(rollouts[i]) };
    verdicts.push(verdict);
  }
  return { status: "ok", verdicts };
}

function judgeTrack(
  { region: before, candidate: controller }: Track,
  rollouts: readonly Rollout[],
  iteration: number,
  options: TrajectoryOptions,
  description: TaskDescription,
): Verdict | null {
  const summary = summarise(rollouts);
  // A local model is fitted to rollouts that went on to their end.
  const whole = rollouts.filter(({ status }) => status === "ok");
  const enough = whole.length >= 2;
  if (!enough && before.trail.length === 0) return null;
  const accepted = enough && isAccepted(before, summary.diverged === 0 ? summary.cost : null, options);
  const batch = batchOf(whole, description);
  const candidate = { controller, batch, cost: summary.cost };
  return { accepted, region: regionAfter(before, candidate, accepted, iteration, options), batch, summary };
}

function regionAfter(
  before: TrustRegion,
  candidate: Omit<Incumbent, "noise">,
  accepted: boolean,
  iteration: number,
  options: TrajectoryOptions,
): TrustRegion {
  if (isOnRetrial(before, options)) return afterRetrial(before, candidate, accepted, options);
  return accepted ? advance(before, candidate, iteration, options) : retreat(before, options);
}

function tooFew(rollouts: readonly Rollout[]): string {
  const count = (wanted: RolloutStatus) => rollouts.filter(({ status }) => status === wanted).length;
  const reason = `of the first ${rollouts.length} rollouts ${count("fallen")} fell and ${count("diverged")} diverged; dynamics are fitted to two at least`;
  return `${reason}; try a model with a smaller timestep or more damping, or a steadier demonstration`;
}
