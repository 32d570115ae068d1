/** What can be drawn over a rollout's time: tracks of series that share a unit, out of what is shown and stored. */
import type { IterationSignals, RolloutDrawing, TaskDescription } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { gainNorms, noiseLevels, stepDivergences } from "./controller-signals.ts";

export interface Series {
  /** Unique within its track. */
  name: string;
  /** What it is, with its formula or symbol. */
  tooltip: string;
  /** [T] */
  values: ArrayLike<number>;
  /** Least and greatest over the samples at each step; null where there is but one. */
  band: { low: Float64Array; high: Float64Array } | null;
  /** Between which the quantity is kept; null without limits. */
  limits: readonly [number, number] | null;
}

export interface Track {
  id: string;
  title: string;
  unit: string;
  series: Series[];
  /** What the series are parts of, so that they may be stacked; null where they are not. */
  total: Series | null;
}

/** A track by name, before its numbers are there. */
export interface TrackChoice {
  id: string;
  title: string;
  /** Whether it is drawn from what is asked for apart. */
  signals: boolean;
}

export const COST = "cost";
const DERIVED = [
  { id: "gains", title: "Feedback gains", unit: "" },
  { id: "noise", title: "Action noise", unit: "" },
  { id: "kl", title: "KL to the next controller", unit: "nat" },
] as const;

/** All that there is to choose from for a task, in the order in which it is drawn. */
export function trackChoices(task: TaskDescription): TrackChoice[] {
  return [
    { id: COST, title: "Cost", signals: false },
    ...units(task.states).map((unit) => ({ id: `state ${unit}`, title: titleOf("States", unit), signals: true })),
    ...units(task.actions).map((unit) => ({ id: `action ${unit}`, title: titleOf("Actions", unit), signals: false })),
    ...DERIVED.map(({ id, title }) => ({ id, title, signals: true })),
  ];
}

type Signal = TaskDescription["states"][number];

const units = (signals: readonly Signal[]) => [...new Set(signals.map(({ unit }) => unit))];
const titleOf = (what: string, unit: string) => (unit === "" ? what : `${what} [${unit}]`);

/** The chosen tracks that there are numbers for. `choice`: the mean of the samples, or one of them. */
export function tracksOf(
  shown: Shown,
  signals: IterationSignals | null,
  choice: "mean" | number,
  chosen: readonly string[],
): Track[] {
  return trackChoices(shown.task)
    .filter(({ id }) => chosen.includes(id))
    .flatMap(({ id, title }) => trackOf(id, title, shown, signals, choice) ?? []);
}

function trackOf(
  id: string,
  title: string,
  { task, rollouts }: Shown,
  signals: IterationSignals | null,
  choice: "mean" | number,
): Track | null {
  const among = (arrays: readonly Float32Array[]) => ({
    arrays: whole(rollouts, arrays),
    chosen: chosenOf(arrays, choice),
  });
  if (id === COST) {
    const { arrays, chosen } = among(rollouts.map(({ costs }) => costs));
    const series = task.costTerms.map(({ title: name, formula }, i) =>
      seriesOf(name, formula, arrays, chosen, i, task.costTerms.length),
    );
    const totals = rollouts.map(({ costs }) => sums(costs, task.costTerms.length));
    const all = among(totals);
    const total = seriesOf("Total", "Sum of the terms", all.arrays, all.chosen, 0, 1);
    return { id, title, unit: "", series, total };
  }
  const [kind = "", unit = ""] = id.split(/ (.*)/s);
  if (kind === "action") {
    return {
      id,
      title,
      unit,
      total: null,
      series: vectorSeries(task.actions, unit, among(rollouts.map(({ actions }) => actions))),
    };
  }
  if (!signals) return null;
  if (kind === "state")
    return { id, title, unit, total: null, series: vectorSeries(task.states, unit, among(signals.states)) };
  return derivedTrack(id, title, task, rollouts, signals);
}

/** Sums of the rows of an array [T, width]. */
function sums(array: Float32Array, width: number): Float32Array {
  const totals = new Float32Array(array.length / width);
  for (let i = 0; i < array.length; i++) totals[Math.floor(i / width)]! += array[i]!;
  return totals;
}

/** Those of the arrays whose rollout did not diverge. */
function whole(rollouts: readonly RolloutDrawing[], arrays: readonly Float32Array[]): Float32Array[] {
  return arrays.filter((_, i) => rollouts[i]?.status !== "diverged");
}

/** The array of one sample; null for their mean. */
function chosenOf(arrays: readonly Float32Array[], choice: "mean" | number): Float32Array | null {
  return choice === "mean" ? null : (arrays[choice] ?? null);
}

interface Among {
  arrays: readonly Float32Array[];
  chosen: Float32Array | null;
}

function vectorSeries(vector: readonly Signal[], unit: string, { arrays, chosen }: Among): Series[] {
  return vector.flatMap((signal, i) => {
    if (signal.unit !== unit) return [];
    const series = seriesOf(signal.name, signal.symbol, arrays, chosen, i, vector.length);
    return { ...series, limits: signal.range };
  });
}

/** Column `at` of arrays [T, width]: of the chosen one, else their mean, with the band of all. */
function seriesOf(
  name: string,
  tooltip: string,
  arrays: readonly Float32Array[],
  chosen: Float32Array | null,
  at: number,
  width: number,
): Series {
  const steps = Math.floor((chosen ?? arrays[0] ?? []).length / width);
  const values = new Float64Array(steps);
  const low = new Float64Array(steps).fill(Infinity);
  const high = new Float64Array(steps).fill(-Infinity);
  for (let t = 0; t < steps; t++) {
    let sum = 0;
    for (const array of arrays) {
      const value = array[t * width + at]!;
      sum += value;
      if (value < low[t]!) low[t] = value;
      if (value > high[t]!) high[t] = value;
    }
    values[t] = chosen ? chosen[t * width + at]! : sum / arrays.length;
  }
  return { name, tooltip, values, band: arrays.length > 1 ? { low, high } : null, limits: null };
}

function derivedTrack(
  id: string,
  title: string,
  task: TaskDescription,
  rollouts: readonly RolloutDrawing[],
  { states, controllers }: IterationSignals,
): Track | null {
  const derived = DERIVED.find((candidate) => candidate.id === id);
  if (!derived) return null;
  const { actionDim, stateDim } = task;
  const several = controllers.length > 1;
  const series = controllers.flatMap(({ condition, now, next }): Series[] => {
    const named = (name: string, tooltip: string, values: Float64Array): Series[] => [
      { name: several ? condition : name, tooltip, values, band: null, limits: null },
    ];
    if (id === "gains") return named("‖K‖", "Frobenius norm of the feedback gains K_t", gainNorms(now, actionDim));
    if (id === "noise")
      return named("σ", "Root of the mean variance of an action, √(tr C_t / dU)", noiseLevels(now, actionDim));
    if (!next) return [];
    const seen = whole(rollouts, states);
    const tooltip = "D_KL(next ‖ this controller) at the states of this iteration's samples, mean";
    return named("D_KL", tooltip, stepDivergences(now, next, seen, stateDim, actionDim));
  });
  return series.length === 0 ? null : { id, title, unit: derived.unit, series, total: null };
}
