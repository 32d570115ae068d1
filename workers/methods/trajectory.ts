/**
 * Trajectory optimisation under unknown dynamics (method sections 1 and 2; Levine & Abbeel 2014): one
 * iteration is, for each condition,
 *
 *   sample N rollouts from the candidate p(u|x) → accept it as p̂ or go back to an earlier p̂ → fit dynamics around p̂ →
 *   adapt the KL step ε → next candidate = argmin E_p[ℓ] s.t. D_KL(p‖p̂) ≤ ε
 *
 * as a pure step from state to state. Conditions share the mixture of their transitions. On the way the rollouts are compared
 * with what the dynamics foretold that the candidate was made under. The loop that calls it stops, stores and reports.
 */

import { jumpedStreams } from "../math/random.ts";
import type { RunConfig } from "./config.ts";
import { iterationNumbers } from "./iteration-numbers.ts";
import { judge } from "./judge.ts";
import { learnModels } from "./learn-models.ts";
import type { MethodIteration, StepFailure } from "./method.ts";
import { modelErrors } from "./model-errors.ts";
import { sampleCandidates } from "./sample-candidates.ts";
import { Stopwatch } from "./summary.ts";
import { candidatesOf } from "./track.ts";
import type { TrajectoryState } from "./trajectory-state.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { updateCandidates } from "./update-candidates.ts";

export type TrajectoryIteration = MethodIteration<TrajectoryState>;

/** One iteration. Fails, as a value, when the first rollouts diverge or no improvement can be computed. */
export async function trajectoryStep(
  state: TrajectoryState,
  config: RunConfig,
  tools: TrajectoryTools,
): Promise<TrajectoryIteration | StepFailure> {
  const { tracks } = state;
  const iteration = state.iteration + 1;
  const count = tracks.length * config.samples;
  const watch = new Stopwatch();
  const streams = jumpedStreams(state.random, count + 1);
  const drawn = await sampleCandidates(tracks, state.iteration, streams.states.slice(0, count), config, tools);
  watch.lap("sample");

  tools.onProgress({ phase: "fit", done: count, total: count });
  const judged = judge(tracks, drawn, iteration, config.options, tools.system.description);
  if (judged.status === "failed") return judged;
  const { verdicts } = judged;
  const errors = modelErrors(tracks, state.mixture, drawn, config, tools);
  const learnt = learnModels(tracks, verdicts, state.mixture, streams.states[count], config, tools);
  if (learnt.status === "failed") return learnt;
  watch.lap("fit");

  tools.onProgress({ phase: "optimise", done: count, total: count });
  const problems = tracks.map((track, i) => ({
    track,
    verdict: verdicts[i],
    model: learnt.models[i],
    policy: null,
    pull: 0,
  }));
  const updated = await updateCandidates(problems, config.options, tools);
  if (updated.status === "failed") return updated;
  watch.lap("optimise");

  const { updates } = updated;
  const rollouts = state.rollouts + count;
  const next: TrajectoryState = {
    iteration,
    rollouts,
    random: streams.next,
    tracks: updates.map(({ track }) => track),
    mixture: learnt.mixture,
  };
  const numbers = iterationNumbers({ iteration, rollouts, drawn, verdicts, updates, policy: null, errors, watch });
  return {
    status: "ok",
    state: next,
    numbers,
    rollouts: drawn.flat(),
    controllers: candidatesOf(tracks),
    policy: null,
    divergences: [],
    modelErrors: errors,
  };
}
