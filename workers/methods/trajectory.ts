/**
 * Trajectory optimisation under unknown dynamics (method sections 1 and 2; Levine & Abbeel 2014): one
 * iteration is
 *
 *   sample N rollouts from the candidate p(u|x) → accept it as p̂ or go back to an earlier p̂ → fit dynamics around p̂ →
 *   adapt the KL step ε → next candidate = argmin E_p[ℓ] s.t. D_KL(p‖p̂) ≤ ε
 *
 * as a pure step from state to state. The loop that calls it stops, stores and reports.
 */

import { jumpedStreams } from "../math/random.ts";
import type { IterationNumbers } from "../trainer-api.ts";
import type { RunConfig } from "./config.ts";
import { judge } from "./judge.ts";
import { learnModel } from "./learn-model.ts";
import type { MethodIteration, StepFailure } from "./method.ts";
import { sampleCandidate } from "./sample-candidate.ts";
import { Stopwatch } from "./summary.ts";
import type { TrajectoryState } from "./trajectory-state.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { updateCandidate } from "./update-candidate.ts";

export type TrajectoryIteration = MethodIteration<TrajectoryState>;

/** One iteration. Fails, as a value, when the first rollouts diverge or no improvement can be computed. */
export async function trajectoryStep(
  state: TrajectoryState,
  config: RunConfig,
  tools: TrajectoryTools,
): Promise<TrajectoryIteration | StepFailure> {
  const { samples } = config;
  const watch = new Stopwatch();
  const streams = jumpedStreams(state.random, samples + 1);
  const rollouts = await sampleCandidate(state, streams.states.slice(0, samples), config, tools);
  watch.lap("sample");

  tools.onProgress({ phase: "fit", done: samples, total: samples });
  const verdict = judge(state, rollouts, config.options, tools.system);
  if (verdict.status === "failed") return verdict;
  const learnt = learnModel(state.mixture, verdict, streams.states[samples], config, tools);
  if (learnt.status === "failed") return learnt;
  watch.lap("fit");

  tools.onProgress({ phase: "optimise", done: samples, total: samples });
  const improved = await updateCandidate(state, verdict, learnt.model, null, config.options, tools);
  if (improved.status === "failed") return improved;
  watch.lap("optimise");

  const { kl, ...updated } = improved.update;
  const next: TrajectoryState = {
    iteration: state.iteration + 1,
    rollouts: state.rollouts + samples,
    random: streams.next,
    mixture: learnt.mixture,
    ...updated,
  };
  const numbers: IterationNumbers = {
    iteration: next.iteration,
    rollouts: next.rollouts,
    ...verdict.summary,
    accepted: verdict.accepted,
    kl,
    eta: next.eta,
    stepSize: next.stepSize,
    seconds: watch.total(),
    phases: watch.laps(),
    policy: null,
  };
  return { status: "ok", state: next, numbers, rollouts, controller: state.candidate };
}
