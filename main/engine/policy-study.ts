/** What can be asked of a run's policies beside their numbers. Nothing is written. */
import type { Rollout } from "../../workers/rollout.ts";
import type { PolicyChoice } from "../../workers/trainer-api.ts";
import type { RolloutDrawing } from "./drawings.ts";
import { evaluateRun, evaluationSeed, type FinishedWork } from "./evaluation.ts";
import type { ConditionDivergence } from "./results-api.ts";

/** Rollouts of each condition: a few to be told apart. */
const EPISODES = 2;

/** D_KL,t between an iteration's policy and the controllers made next, in the order of training; empty without a policy. */
export function divergencesOf({ store, runs }: FinishedWork, run: number, iteration: number): ConditionDivergence[] {
  const { conditions } = runs.iteration(run, iteration);
  const all = store.divergences(run, iteration);
  if (all.length === 0) return [];
  const steps = all.length / conditions.length;
  return conditions.map(({ name }, i) => {
    const perStep = all.slice(i * steps, (i + 1) * steps);
    return { condition: name, perStep: Number.isNaN(perStep[0]) ? null : perStep };
  });
}

/** What a policy of the run does in the conditions trained on, without noise, from the starts that evaluations use. */
export async function policyRollouts(
  work: FinishedWork,
  run: number,
  policy: PolicyChoice,
  workers: number,
): Promise<RolloutDrawing[]> {
  const choice = { policy, condition: "trained", seconds: null };
  const options = { episodes: EPISODES, seed: evaluationSeed, noise: false, workers };
  return (await evaluateRun(work, run, choice, options)).map(drawingOf);
}

function drawingOf({ states: _, ...rollout }: Rollout, sample: number): RolloutDrawing {
  const { positions, velocities, actions, costs } = rollout;
  return {
    ...rollout,
    sample,
    positions: Float32Array.from(positions),
    velocities: Float32Array.from(velocities),
    actions: Float32Array.from(actions),
    costs: Float32Array.from(costs),
  };
}
