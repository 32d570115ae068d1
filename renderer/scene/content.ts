/** From what was loaded and chosen to what the scene draws. */
import type { BodyShift, RolloutDrawing, SceneModel, TaskDescription } from "../../main/engine/api.ts";
import { type Condition, conditionOf, firstCondition } from "../../workers/systems/description.ts";
import type { Shown } from "../app/shown-store.ts";
import type { Content } from "./babylon/drawing.ts";
import { positionCount, referencePositions } from "./kinematics.ts";
import { anchored } from "./layout.ts";
import { meanRollout, type ShownRollout } from "./mean.ts";

/** The rollout that is chosen: the mean, or one of the samples; null when there is none to show. */
export function chosenRollout({ rollouts }: Shown, choice: "mean" | number): ShownRollout | null {
  if (choice === "mean") return meanRollout(rollouts);
  const rollout = rollouts[choice];
  return rollout ? { ...rollout, success: rollout.success ? 1 : 0 } : null;
}

/** `network`: rollouts that are drawn beside those of the run. */
export function contentOf(
  shown: Shown,
  choice: "mean" | number,
  solid: ShownRollout | null,
  network: readonly RolloutDrawing[] = [],
): Content {
  const { model, task, rollouts } = shown;
  const start = startPosture(model, task, firstCondition(task));
  const track = solid?.positions ?? start;
  const others = rollouts.filter((_, i) => i !== choice);
  const sane = [...rollouts, ...network].filter(({ status }) => status !== "diverged");
  return {
    subject: task.name,
    model,
    sites: task.sites,
    scene: task.scene,
    start,
    solid: track,
    activations: solid && activationsOf(task, solid.actions),
    ghosts: others.map(({ positions }) => positions),
    shifts: {
      solid: shiftsOf(task, solid?.condition),
      ghosts: others.map(({ condition }) => shiftsOf(task, condition)),
    },
    network: {
      tracks: network.map(({ positions }) => positions),
      shifts: network.map(({ condition }) => shiftsOf(task, condition)),
    },
    // A robot that goes nowhere is framed as it starts, and the view stays from iteration to iteration; a diverged rollout
    // may be anywhere.
    framed: anchored(model)
      ? [start, ...startsOf(shown, network)]
      : [start, track, ...sane.map(({ positions }) => positions)],
    moving: solid !== null,
  };
}

/** The posture that a condition's rollouts start from where the state begins with the model's positions, else its reference. */
function startPosture(model: SceneModel, { stateDim }: TaskDescription, { mean }: Condition): Float32Array {
  const nq = positionCount(model);
  return stateDim === 2 * nq ? new Float32Array(mean.slice(0, nq)) : referencePositions(model);
}

/** The postures that the conditions of what is drawn start from. */
function startsOf({ model, task, rollouts }: Shown, network: readonly RolloutDrawing[]): Float32Array[] {
  const names = new Set([...rollouts, ...network].map(({ condition }) => condition));
  const conditions = [...names].flatMap((name) => conditionOf(task, name) ?? []);
  return conditions.map((condition) => startPosture(model, task, condition));
}

/** Where a condition has its bodies; without one they stand where the model has them. */
function shiftsOf(task: TaskDescription, condition: string | undefined): readonly BodyShift[] {
  return condition === undefined ? [] : (conditionOf(task, condition)?.shifts ?? []);
}

/** [T, muscles] activations, 0 to 1 over each action's range, in the order of the skin's muscles; null without a skin. */
function activationsOf({ scene, actions, actionDim }: TaskDescription, u: Float32Array): Float32Array | null {
  if (!scene.skin) return null;
  const { muscles } = scene.skin;
  return Float32Array.from({ length: (u.length / actionDim) * muscles.length }, (_, i) => {
    const { action } = muscles[i % muscles.length]!;
    const [low, high] = actions[action]?.range ?? [0, 1];
    const value = u[Math.floor(i / muscles.length) * actionDim + action]!;
    return Math.max(0, Math.min(1, (value - low) / (high - low)));
  });
}
