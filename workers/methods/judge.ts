/** Whether an iteration's rollouts bear their controller out, and what is known once they are judged. */
import type { RolloutBatch } from "../dynamics/types.ts";
import type { Rollout, RolloutStatus } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import { batchOf } from "./batch.ts";
import type { TrajectoryOptions } from "./config.ts";
import type { StepFailure } from "./method.ts";
import { type Summary, summarise } from "./summary.ts";
import type { TrajectoryState } from "./trajectory-state.ts";
import { advance, isAccepted, retreat, type TrustRegion } from "./trust-region.ts";

/** What the rollouts say of the candidate. */
export interface Verdict {
  status: "ok";
  accepted: boolean;
  region: TrustRegion;
  /** The rollouts that neither fell nor diverged. */
  batch: RolloutBatch;
  summary: Summary;
}

export function judge(
  state: Pick<TrajectoryState, "candidate" | "region" | "iteration">,
  rollouts: readonly Rollout[],
  options: TrajectoryOptions,
  { description }: System,
): Verdict | StepFailure {
  const summary = summarise(rollouts);
  // A local model is fitted to rollouts that went on to their end.
  const whole = rollouts.filter(({ status }) => status === "ok");
  const enough = whole.length >= 2;
  if (!enough && state.region.trail.length === 0) return { status: "failed", reason: tooFew(rollouts) };
  const accepted = enough && isAccepted(state.region, summary.diverged === 0 ? summary.cost : null, options);
  const batch = batchOf(whole, description);
  const candidate = { controller: state.candidate, batch, cost: summary.cost };
  const region = accepted
    ? advance(state.region, candidate, state.iteration + 1, options)
    : retreat(state.region, options);
  return { status: "ok", accepted, region, batch, summary };
}

function tooFew(rollouts: readonly Rollout[]): string {
  const count = (wanted: RolloutStatus) => rollouts.filter(({ status }) => status === wanted).length;
  const reason = `of the first ${rollouts.length} rollouts ${count("fallen")} fell and ${count("diverged")} diverged; dynamics are fitted to two at least`;
  return `${reason}; try a model with a smaller timestep or more damping, or a steadier demonstration`;
}
