/** What an iteration learns of the dynamics: one mixture of all conditions' transitions, and with it a model for each. */
import type { Mixture } from "../dynamics/mixture.ts";
import { transitionsOf } from "../dynamics/transitions.ts";
import { joinBatches, rolloutsOf } from "./batch.ts";
import type { RunConfig, TrajectoryOptions } from "./config.ts";
import type { Verdict } from "./judge.ts";
import { fitLocalModel, type LocalModel } from "./local-model.ts";
import type { StepFailure } from "./method.ts";
import { type MixtureMemory, updateMixture } from "./mixture-memory.ts";
import type { Track } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { incumbentOf } from "./trust-region.ts";

/** @param random state of a stream for the initialisation of new components */
export function learnModels(
  tracks: readonly Track[],
  verdicts: readonly Verdict[],
  memory: MixtureMemory,
  random: readonly number[],
  { prior, options }: RunConfig,
  tools: TrajectoryTools,
): { status: "ok"; mixture: MixtureMemory; models: LocalModel[] } | StepFailure {
  const transitions = verdicts.map(({ batch }) => transitionsOf(batch));
  const updated = prior === "gmm" ? updateMixture(memory, transitions, random, options, tools.kernels.mixture) : null;
  if (updated?.status === "failed") return updated;
  const mixture = updated?.memory ?? memory;
  const models: LocalModel[] = [];
  for (const [i, track] of tracks.entries()) {
    const fitted = modelAround(track, verdicts[i], mixture.mixture, options, tools);
    if (fitted.status === "failed") return fitted;
    models.push(fitted.model);
  }
  return { status: "ok", mixture, models };
}

/** The model around the incumbent's rollouts. */
function modelAround(
  { condition }: Track,
  { region }: Verdict,
  mixture: Mixture | null,
  options: TrajectoryOptions,
  { expandCost, kernels }: TrajectoryTools,
): ReturnType<typeof fitLocalModel> {
  const incumbent = incumbentOf(region);
  const cost = expandCost(condition, rolloutsOf(incumbent.batch));
  const recent = joinBatches(region.trail.slice(-options.fitWindow).map(({ batch }) => batch));
  return fitLocalModel(condition, recent, mixture, cost, options, kernels.mixture);
}
