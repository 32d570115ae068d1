/** Made-up iterations: an arm that swings less and less, at a cost that falls with a jitter. */
import type { TaskDescription } from "../../main/engine/api.ts";
import type { Rollout } from "../../workers/rollout.ts";
import { firstCondition } from "../../workers/systems/description.ts";
import type { IterationResult } from "../../workers/trainer-api.ts";

/** Iterations in which the cost falls by half. */
const HALF_LIFE = 300;
/** Every so many iterations one is rejected. */
const REJECTED = 17;

/** One iteration with rollouts of so many steps, those of the task unless told otherwise. */
export function iterationOf(
  task: TaskDescription,
  iteration: number,
  samples: number,
  steps: number = task.steps,
): IterationResult {
  const { actionDim, stateDim } = task;
  const level = 2 ** (-iteration / HALF_LIFE) * (1 + 0.2 * Math.sin(1.7 * iteration));
  const rollouts = Array.from({ length: samples }, (_, sample) =>
    rollout(task, steps, level, iteration + 0.1 * sample),
  );
  const controller = {
    gains: new Float64Array(steps * actionDim * stateDim),
    offsets: new Float64Array(steps * actionDim),
    covariances: new Float64Array(steps * actionDim * actionDim),
  };
  return {
    numbers: {
      iteration,
      rollouts: iteration * samples,
      cost: 100 * level,
      costStd: 10 * level,
      metric: 0.3 * level,
      metricStd: 0.03 * level,
      success: level < 0.5 ? 1 : 0,
      kl: 0.5,
      eta: 2,
      stepSize: 1,
      diverged: 0,
      accepted: iteration % REJECTED !== 0,
      seconds: 0.05,
      phases: { sample: 0.03, fit: 0.01, optimise: 0.01 },
      conditions: [],
      policy: null,
      modelError: Number.NaN,
    },
    rollouts,
    controllers: [{ condition: firstCondition(task).name, controller }],
    policy: null,
    divergences: [],
    modelErrors: rollouts.map(() => null),
    checkpoint: { iteration },
  };
}

/** Joints that swing round the task's initial posture with a phase of their own. */
function rollout(task: TaskDescription, steps: number, level: number, phase: number): Rollout {
  const { stateDim, actionDim, dt, costTerms } = task;
  const { name: condition, mean: start } = firstCondition(task);
  const half = stateDim / 2;
  const table = (width: number, entry: (seconds: number, column: number) => number) =>
    Float64Array.from({ length: steps * width }, (_, i) => entry(dt * Math.floor(i / width), i % width));
  const positions = table(half, (t, j) => (start[j] ?? 0) + 0.3 * (0.2 + level) * Math.sin(t + phase + j));
  const velocities = table(half, (t, j) => 0.3 * (0.2 + level) * Math.cos(t + phase + j));
  return {
    condition,
    actor: "controller",
    status: "ok",
    validSteps: steps,
    states: table(stateDim, (t, i) => Math.sin(t + phase + i)),
    actions: table(actionDim, (t, i) => 5 * Math.sin(3 * t + phase + i)),
    positions,
    velocities,
    costs: table(costTerms.length, (t, l) => (level * (1.2 + Math.sin(5 * t + phase))) / (8 * (1 + 9 * l))),
    cost: 100 * level,
    metric: 0.3 * level,
    success: level < 0.5,
  };
}
