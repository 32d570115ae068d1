/** What acts at the end of a run and how it does, asked of a worker. Nothing is written. */

import type { Rollout } from "../../workers/rollout.ts";
import type { Actor, ActorChoice, EvaluationJob, LinearGaussianController } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { mean } from "../statistics.ts";
import { runName } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import type { RunConfig, TaskDescription } from "./api.ts";
import type { Runs } from "./runs.ts";
import { withTrainer } from "./trainer.ts";

export interface EvaluationOptions {
  episodes: number;
  seed: number;
  /** Add the actor's own action noise. */
  noise: boolean;
  workers: number;
}

/** What of a run is evaluated, and for how long. */
export interface ActingOptions {
  /** null: its policy where it has one, else its controller. */
  acting: ActorChoice | null;
  /** Length of an episode [s]; null for the task's own. */
  seconds: number | null;
}

/** The seed that evaluations use unless another is asked for: the same initial states for every run. */
export const evaluationSeed = 1000;

export interface Scores {
  metric: number | null;
  success: number;
  cost: number | null;
}

/** A run's worth of things that evaluation and export need. */
export interface FinishedWork {
  store: Store;
  runs: Runs;
  trainerEntry: string;
}

/** Fresh rollouts of what acts after the newest iteration, one an episode. */
export async function evaluateRun(
  work: FinishedWork,
  run: number,
  { acting, seconds }: ActingOptions,
  options: EvaluationOptions,
): Promise<Rollout[]> {
  const { config, task } = work.runs.detail(run);
  const model = work.runs.model(run);
  const actor = await actorOfRun(work, run, acting);
  const steps = seconds === null ? task.steps : stepsIn(seconds, actor, task);
  return evaluated(work, { config, model, actor, steps, ...options });
}

/** A controller knows what to do at the steps that it was made for, and at no others. */
function stepsIn(seconds: number, { kind }: Actor, { steps: own, dt }: TaskDescription): number {
  const steps = Math.max(1, Math.round(seconds / dt));
  if (kind === "policy" || steps <= own) return steps;
  throw new GuidepostError(
    `--seconds ${seconds} is too long for a controller, which acts for ${own * dt} s.`,
    "a policy acts for any time; --method gps learns one.",
  );
}

/** The same of the controller that a run of this configuration starts from: of the demonstration, where the task has one. */
export function evaluateStart(
  work: FinishedWork,
  config: RunConfig,
  { model, task }: { model: string; task: TaskDescription },
  options: EvaluationOptions,
): Promise<Rollout[]> {
  return evaluated(work, { config, model, actor: null, steps: task.steps, ...options });
}

function evaluated({ trainerEntry }: FinishedWork, job: EvaluationJob): Promise<Rollout[]> {
  return withTrainer(trainerEntry, (trainer) => trainer.call((api) => api.evaluate(job)));
}

/** Means over the episodes that did not diverge, fallen ones among them, null when all did; success over all. */
export function meanScores(rollouts: readonly Rollout[]): Scores {
  const ended = rollouts.filter(({ status }) => status !== "diverged");
  return {
    metric: ended.length === 0 ? null : mean(ended.map(({ metric }) => metric)),
    success: rollouts.filter(({ success }) => success).length / rollouts.length,
    cost: ended.length === 0 ? null : mean(ended.map(({ cost }) => cost)),
  };
}

/** The controller after the last update. */
export async function finalController(work: FinishedWork, run: number): Promise<LinearGaussianController> {
  const actor = await actorOfRun(work, run, "controller");
  if (actor.kind === "controller") return actor.controller;
  throw new Error("a policy was handed out for a controller");
}

/** @param choice null: the run's policy where it has one, else its controller */
export async function actorOfRun(work: FinishedWork, run: number, choice: ActorChoice | null): Promise<Actor> {
  const { config } = work.runs.detail(run);
  const { state } = newestCheckpoint(work, run);
  const actor = await withTrainer(work.trainerEntry, (trainer) =>
    trainer.call(async (api) => {
      const wanted = await api.actorOf(config, state, choice ?? "network");
      return wanted === null && choice === null ? api.actorOf(config, state, "controller") : wanted;
    }),
  );
  if (actor !== null) return actor;
  throw new GuidepostError(
    `Run ${runName(run)} has no policy: its method, ${config.method}, learns none.`,
    "its controller is there; --method gps learns a policy.",
  );
}

function newestCheckpoint({ store, runs }: FinishedWork, run: number): { state: Record<string, unknown> } {
  const checkpoint = store.checkpoint(runs.summary(run).id);
  if (checkpoint !== null) return checkpoint;
  throw new GuidepostError(
    `Run ${runName(run)} has no controller: no iteration was finished.`,
    `guidepost train --resume ${run} goes on with it.`,
  );
}
