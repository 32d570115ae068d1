/**
 * What an experiment is: studies, each of one task, which have rows, and a table, a figure and targets that are made of
 * the rows' runs.
 */
import type { ActorChoice } from "../../workers/trainer-api.ts";
import { completeConfig, type RequestedConfig, type RunConfig, type TaskDescription } from "../engine/api.ts";
import { iterationsWithin } from "./budget.ts";
import type { Column } from "./columns.ts";
import type { Criterion } from "./episode.ts";
import type { Target } from "./targets.ts";

/**
 * What is measured of a row's run: its final controllers, the chosen policy or the last one, the controller that it starts
 * from, or the rollout that it ended with.
 */
export type Measured = ActorChoice | "first" | "last rollout";

export interface ExperimentRow {
  /** Short name in JSON. */
  key: string;
  /** Name in the table and in the figure. */
  title: string;
  /** Whether the table shows every seed beside the median and the worst. */
  everySeed: boolean;
  measured: Measured;
  /** `first`: the seed decides too little to ask for more than one. */
  seeds: "all" | "first";
  /**
   * In the figure: a learning curve of its training rollouts or of its policies' validation, or a level for what does not
   * learn from rollouts.
   */
  drawn: "training" | "validation" | "level" | "not";
  /** Rollouts that it may take; null where the settings tell how many iterations it goes on for. */
  rollouts: number | null;
  settings: Omit<RequestedConfig, "task" | "seed">;
}

export interface Study {
  /** On the screen; null for the task's own. */
  title: string | null;
  /** Name in the page's markers of its table. */
  marker: string;
  /** Name of the figure's file, without its ending. */
  figure: string;
  task: string;
  rows: readonly ExperimentRow[];
  /** Episodes of the evaluation in each condition, without and with action noise. */
  episodes: { still: number; noisy: number };
  /** Length of a policy's episode [s]; null for the task's own, which controllers always have. */
  policySeconds: number | null;
  /** When an episode succeeds; null for the task's own criterion. */
  success: Criterion | null;
  /** Metric that the rollouts of an iteration are to reach in the mean; null where nobody asks for it. */
  reached: number | null;
  /** Key of the row whose least cost others are compared with; null where they are not. */
  baseline: string | null;
  columns(task: TaskDescription): Column[];
  /** Of the curves: their line over the seeds; a band goes from the best seed to the worst. */
  centre: "median" | "mean";
  /** Of the figure's metric. */
  scale: "logarithmic" | "linear";
  targets: readonly Target[];
}

/** A table that follows from the descriptions of the tasks alone. */
export interface GeneralTable {
  marker: string;
  /** On the screen. */
  title: string;
  text(tasks: readonly TaskDescription[]): string;
}

export interface Experiment {
  name: string;
  studies: readonly Study[];
  tables: readonly GeneralTable[];
}

export function configOf({ settings, rollouts }: ExperimentRow, seed: number, task: TaskDescription): RunConfig {
  const config = completeConfig({ ...settings, task: task.name, seed }, task);
  return rollouts === null ? config : { ...config, iterations: iterationsWithin(rollouts, config, task) };
}

/** What a person knows the study by. */
export function titleOf({ title }: Study, task: TaskDescription): string {
  return title ?? task.title;
}
