/** What a run records at each iteration, with its name, symbol and unit. */
import type { Iteration, RunDetail } from "../../main/engine/api.ts";
import { anyNumber, metricRange, notNegative, type Range, share } from "../app/ranges.ts";
import { MULTIPLES } from "../timeline/model-error-track.ts";

export interface Quantity {
  id: string;
  title: string;
  symbol: string | null;
  unit: string;
  /** Which way is better; null where neither is. */
  better: "lower" | "higher" | null;
  /** Whether it says how well a controller did: those that were taken back are then no part of the curve. */
  ofController: boolean;
  /** Values that it can have. */
  range: Range;
  value(iteration: Iteration): number | null;
}

const cost = { unit: "", better: "lower", ofController: true, range: notNegative } as const;
const time = { unit: "s", better: "lower", ofController: false, symbol: null, range: notNegative } as const;
const step = { unit: "", better: null, ofController: false, range: notNegative } as const;
const policy = { unit: "", better: "lower", ofController: false, range: notNegative } as const;

const others: readonly Quantity[] = [
  { id: "cost", title: "Cost", symbol: null, ...cost, value: (it) => it.cost },
  { id: "costStd", title: "Cost, spread of the rollouts", symbol: "σ", ...cost, value: (it) => it.costStd },
  { id: "success", title: "Success", symbol: null, ...cost, better: "higher", range: share, value: (it) => it.success },
  { id: "diverged", title: "Diverged rollouts", symbol: null, ...cost, value: (it) => it.diverged },
  { id: "kl", title: "KL divergence of the step", symbol: "KL", ...step, unit: "nat", value: (it) => it.kl },
  { id: "eta", title: "Dual variable of the KL bound", symbol: "η", ...step, value: (it) => it.eta },
  { id: "stepSize", title: "Step multiplier", symbol: null, ...step, value: (it) => it.stepSize },
  { id: "accepted", title: "Accepted", symbol: null, ...step, range: share, value: (it) => Number(it.accepted) },
  { id: "seconds", title: "Time of an iteration", ...time, value: (it) => it.seconds },
  { id: "sample", title: "Time of sampling", ...time, value: (it) => it.phases.sample },
  { id: "fit", title: "Time of fitting", ...time, value: (it) => it.phases.fit },
  { id: "optimise", title: "Time of optimising", ...time, value: (it) => it.phases.optimise },
];

const ofModel: Quantity = {
  id: "modelError",
  title: "Model's error",
  symbol: "e",
  unit: MULTIPLES,
  better: "lower",
  ofController: false,
  range: notNegative,
  value: (it) => it.modelError,
};

const policyMetric = { id: "policyMetric", symbol: null, value: (it: Iteration) => it.policy?.metric ?? null };

const ofPolicies: readonly Quantity[] = [
  {
    id: "policyLoss",
    title: "Policy, divergence from its teachers",
    symbol: null,
    ...policy,
    unit: "nat",
    value: (it) => it.policy?.loss ?? null,
  },
  {
    id: "policyKl",
    title: "Policy, divergence from the controllers",
    symbol: "KL",
    ...policy,
    unit: "nat",
    value: (it) => it.policy?.kl ?? null,
  },
  { id: "policyCost", title: "Policy, cost", symbol: null, ...policy, value: (it) => it.policy?.cost ?? null },
  {
    id: "policySuccess",
    title: "Policy, success",
    symbol: null,
    ...policy,
    better: "higher",
    range: share,
    value: (it) => it.policy?.success ?? null,
  },
];

/** Every quantity that one of the runs has recorded. The metric is named as their task names it, if they share one. */
export function quantitiesOf(runs: readonly RunDetail[]): Quantity[] {
  const metrics = runs.map(({ task }) => task.metric);
  const [metric] = metrics;
  const shared = metric && metrics.every(({ name, unit }) => name === metric.name && unit === metric.unit);
  const records = (quantity: (iteration: Iteration) => unknown) =>
    runs.some(({ iterations }) => iterations.some((it) => quantity(it) !== null));
  const spread = (title: string) => `${title}, spread of the rollouts`;
  const title = shared ? metric.title : "Metric of the task";
  const range = shared ? metricRange(metric) : anyNumber;
  const named = { unit: shared ? metric.unit : "", better: metric?.better ?? null, range } as const;
  return [
    { id: "metric", title, symbol: null, ...named, ofController: true, value: (it) => it.metric },
    { ...cost, id: "metricStd", title: spread(title), symbol: "σ", unit: named.unit, value: (it) => it.metricStd },
    ...others,
    ...(records((it) => it.modelError) ? [ofModel] : []),
    ...(records((it) => it.policy)
      ? [...ofPolicies, { ...policyMetric, ...named, title: `Policy, ${uncapitalised(title)}`, ofController: false }]
      : []),
  ];
}

function uncapitalised(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
