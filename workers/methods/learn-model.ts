/** What an iteration learns of the dynamics. */
import { transitionsOf } from "../dynamics/transitions.ts";
import { joinBatches, rolloutsOf } from "./batch.ts";
import type { RunConfig } from "./config.ts";
import type { Verdict } from "./judge.ts";
import { fitLocalModel, type LocalModel } from "./local-model.ts";
import type { StepFailure } from "./method.ts";
import { type MixtureMemory, updateMixture } from "./mixture-memory.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { incumbentOf } from "./trust-region.ts";

/** The mixture of all recent transitions, and with it the model around the incumbent's rollouts. */
export function learnModel(
  memory: MixtureMemory,
  { region, batch }: Verdict,
  random: readonly number[],
  { prior, options }: RunConfig,
  { system, expandCost, kernels }: TrajectoryTools,
): { status: "ok"; mixture: MixtureMemory; model: LocalModel } | StepFailure {
  const transitions = [transitionsOf(batch)];
  const updated = prior === "gmm" ? updateMixture(memory, transitions, random, options, kernels.mixture) : null;
  if (updated?.status === "failed") return updated;
  const mixture = updated?.memory ?? memory;
  const incumbent = incumbentOf(region);
  const cost = expandCost(rolloutsOf(incumbent.batch));
  const recent = joinBatches(region.trail.slice(-options.fitWindow).map(({ batch }) => batch));
  const fitted = fitLocalModel(system, recent, mixture.mixture, cost, options, kernels.mixture);
  return fitted.status === "failed" ? fitted : { status: "ok", mixture, model: fitted.model };
}
