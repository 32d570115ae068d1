/** What an iteration learns of the dynamics: one mixture of all conditions' transitions, and with it a model for each. */
import type { Mixture } from "../dynamics/mixture.ts";
import { transitionsOf } from "../dynamics/transitions.ts";
import { rolloutsOf } from "./batch.ts";
import type { RunConfig, TrajectoryOptions } from "./config.ts";
import type { Verdict } from "./judge.ts";
import { dynamicsAround } from "./local-dynamics.ts";
import { initialStateOf, type LocalModel } from "./local-model.ts";
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

/** The model around the incumbent's rollouts, with the dynamics of those before it that are as near. */
function modelAround(
  { condition }: Track,
  { region }: Verdict,
  mixture: Mixture | null,
  options: TrajectoryOptions,
  { expandCost, kernels, system }: TrajectoryTools,
): { status: "ok"; model: LocalModel } | StepFailure {
  const cost = expandCost(condition, rolloutsOf(incumbentOf(region).batch));
  const fitted = dynamicsAround(region, mixture, options, kernels.mixture);
  if (fitted.status !== "ok") {
    const problem = fitted.status.replaceAll("-", " ");
    return { status: "failed", reason: `the dynamics fitted at step ${fitted.step + 1} are ${problem}` };
  }
  const { steps, stateDim, actionDim } = system.description;
  const initial = initialStateOf(condition, options.startSpread);
  return { status: "ok", model: { dims: { steps, stateDim, actionDim }, dynamics: fitted.dynamics, cost, initial } };
}
