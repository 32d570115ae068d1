/** Gathers what exports with moving bodies are made of. The physics replays the rollouts in a worker. */

import { conditionOf } from "../../workers/systems/description.ts";
import type { MotionPhysics } from "../../workers/trainer-api.ts";
import type { RolloutPhysics, RunDetail, SceneModel, TaskDescription } from "../engine/api.ts";
import { checkModel } from "../engine/models.ts";
import type { Runs } from "../engine/runs.ts";
import { withTrainer } from "../engine/trainer.ts";
import type { StoredRollout } from "../store/from-rows.ts";
import type { McapSource } from "./mcap/source.ts";
import { type ReportSource, shownIterations } from "./report/report.ts";

/** Rollouts are replayed when they are asked for, in a worker that is there as long as `use` is at it. */
export async function withMcapSource(
  runs: Runs,
  id: number,
  iteration: number,
  trainerEntry: string,
  use: (source: McapSource) => Promise<void>,
): Promise<void> {
  const detail = runs.detail(id);
  const task = detail.task.name;
  const model = runs.model(id);
  await withTrainer(trainerEntry, async (trainer) => {
    const { scene } = await checkModel(trainer, task, model);
    const physicsOf: McapSource["physicsOf"] = async (rollout) => {
      const job = { task, model, motions: motionsOf(detail.task, [rollout]), poses: true };
      const [physics] = await trainer.call((api) => api.replay(job));
      return physics;
    };
    await use({ detail, scene, rollouts: runs.recorded(id, iteration), physicsOf });
  });
}

/** The iteration whose rollouts show what the run has reached. */
export function lastAccepted({ iterations }: RunDetail): number {
  return iterations.findLast(({ accepted }) => accepted)?.iteration ?? 1;
}

/** The first sample of each iteration that is shown. */
export async function reportSource(runs: Runs, id: number, trainerEntry: string): Promise<ReportSource> {
  const detail = runs.detail(id);
  const iterations = shownIterations(detail);
  const rollouts = iterations.map((iteration) => runs.rollouts(id, iteration)[0]);
  const { scene, physics } = await replayed(detail, runs.model(id), rollouts, trainerEntry);
  return { detail, scene, motions: iterations.map((iteration, i) => ({ iteration, physics: physics[i] })) };
}

/** Forces and centres of mass of an iteration's rollouts, by sample. */
export async function rolloutPhysics(
  runs: Runs,
  id: number,
  iteration: number,
  trainerEntry: string,
): Promise<RolloutPhysics[]> {
  const { task } = runs.detail(id);
  const motions = motionsOf(task, runs.rollouts(id, iteration));
  const job = { task: task.name, model: runs.model(id), motions, poses: false };
  const physics = await withTrainer(trainerEntry, (trainer) => trainer.call((api) => api.replay(job)));
  return physics.map(({ centres, contacts }) => ({ centres, contacts }));
}

/** The rollouts with their bodies where their conditions had them. */
function motionsOf(task: TaskDescription, rollouts: readonly StoredRollout[]) {
  return rollouts.map(({ positions, velocities, actions, condition }) => ({
    positions,
    velocities,
    actions,
    shifts: conditionOf(task, condition)?.shifts ?? [],
  }));
}

async function replayed(
  { task: description }: RunDetail,
  model: string,
  rollouts: readonly StoredRollout[],
  trainerEntry: string,
): Promise<{ scene: SceneModel; physics: MotionPhysics[] }> {
  const task = description.name;
  return withTrainer(trainerEntry, async (trainer) => {
    const { scene } = await checkModel(trainer, task, model);
    const motions = motionsOf(description, rollouts);
    return { scene, physics: await trainer.call((api) => api.replay({ task, model, motions, poses: true })) };
  });
}
