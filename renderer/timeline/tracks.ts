/** What can be drawn over a rollout's time: tracks of series that share a unit, out of what is shown and stored. */
import type { IterationSignals, RolloutDrawing, TaskDescription } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { gainNorms, noiseLevels, stepDivergences } from "./controller-signals.ts";
import { type Among, among, type Series, seriesOf } from "./series.ts";
import { shortNames } from "./short-names.ts";

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
  /** Why there may be no numbers for it though it is offered; null where there always are. */
  absent: string | null;
}

export const COST = "cost";
const DERIVED = [
  { id: "gains", title: "Feedback gains", unit: "", absent: null },
  { id: "noise", title: "Action noise", unit: "", absent: null },
  { id: "kl", title: "Controller's step, KL", unit: "nat", absent: "The next iteration's controller is not there." },
] as const;

/** All that there is to choose from for a task, in the order in which it is drawn. */
export function trackChoices(task: TaskDescription): TrackChoice[] {
  return [
    { id: COST, title: "Cost", signals: false, absent: null },
    ...units(task.states).map((unit) => ({ id: `state ${unit}`, ...always("States", unit), signals: true })),
    ...units(task.actions).map((unit) => ({ id: `action ${unit}`, ...always("Actions", unit), signals: false })),
    ...DERIVED.map(({ id, title, absent }) => ({ id, title, absent, signals: true })),
  ];
}

type Signal = TaskDescription["states"][number];

const units = (signals: readonly Signal[]) => [...new Set(signals.map(({ unit }) => unit))];
const always = (what: string, unit: string) => ({ title: unit === "" ? what : `${what} [${unit}]`, absent: null });

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
  const samples = (arrays: readonly Float32Array[]) => among(rollouts, arrays, choice);
  if (id === COST) {
    const count = task.costTerms.length;
    const terms = samples(rollouts.map(({ costs }) => costs));
    const series = task.costTerms.map(({ title: name, formula }, i) => seriesOf(name, formula, terms, i, count));
    const totals = samples(rollouts.map(({ costs }) => sums(costs, count)));
    return { id, title, unit: "", series, total: seriesOf("Total", "Sum of the terms", totals, 0, 1) };
  }
  const [kind = "", unit = ""] = id.split(/ (.*)/s);
  if (kind === "action") {
    return {
      id,
      title,
      unit,
      total: null,
      series: vectorSeries(task.actions, unit, samples(rollouts.map(({ actions }) => actions))),
    };
  }
  if (!signals) return null;
  if (kind === "state")
    return { id, title, unit, total: null, series: vectorSeries(task.states, unit, samples(signals.states)) };
  return derivedTrack(id, title, task, rollouts, signals);
}

/** Sums of the rows of an array [T, width]. */
function sums(array: Float32Array, width: number): Float32Array {
  const totals = new Float32Array(array.length / width);
  for (let i = 0; i < array.length; i++) totals[Math.floor(i / width)]! += array[i]!;
  return totals;
}

function vectorSeries(vector: readonly Signal[], unit: string, samples: Among): Series[] {
  return vector.flatMap((signal, i) => {
    if (signal.unit !== unit) return [];
    const series = seriesOf(signal.name, signal.symbol, samples, i, vector.length);
    return { ...series, limits: signal.range };
  });
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
  const short = shortNames(controllers.map(({ condition }) => condition));
  const several = controllers.length > 1;
  const series = controllers.flatMap(({ condition, now, next }, i): Series[] => {
    const named = (symbol: string, meaning: string, values: Float64Array): Series[] => {
      const [name, tooltip] = several ? [short[i] ?? condition, `${condition}: ${meaning}`] : [symbol, meaning];
      return [{ name, tooltip, values, band: null, limits: null }];
    };
    if (id === "gains") return named("‖K‖", "Frobenius norm of the feedback gains K_t", gainNorms(now, actionDim));
    if (id === "noise")
      return named("σ", "Root of the mean variance of an action, √(tr C_t / dU)", noiseLevels(now, actionDim));
    if (!next) return [];
    const seen = states.filter((_, i) => {
      const rollout = rollouts[i];
      return rollout?.condition === condition && rollout.actor === "controller" && rollout.status !== "diverged";
    });
    const tooltip = "D_KL(next ‖ this controller) at the states of this iteration's samples, mean";
    return named("D_KL", tooltip, stepDivergences(now, next, seen, stateDim, actionDim));
  });
  return series.length === 0 ? null : { id, title, unit: derived.unit, series, total: null };
}
