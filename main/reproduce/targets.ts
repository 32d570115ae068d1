/** What a study is to reach, held against what was measured. */
import type { TaskDescription } from "../engine/api.ts";
import { excess, excessText, metricText } from "./columns.ts";
import { type Measurement, type Measures, overSeeds } from "./measure.ts";

/** What a study has found: the measurements of its rows, by their keys. */
export interface Findings {
  task: TaskDescription;
  measurementsOf(row: string): readonly Measurement[];
}

interface Verdict {
  /** With its unit. */
  measured: string;
  reached: boolean;
}

export interface Target {
  /** As the page says it. */
  asked: string;
  /** Whether it is asked of several seeds. */
  overSeeds: boolean;
  check(findings: Findings): Verdict;
}

type Figure =
  | "metric"
  | "noisyMetric"
  | "success"
  | "heldOutSuccess"
  | "noisySuccess"
  | "rollouts"
  | "successDrop"
  | "costRise";

interface Bound {
  row: string;
  figure: Figure;
  /** Of the row's seeds; `single` for a row that does not depend on them. */
  over: "median" | "worst" | "single";
  sense: "at most" | "at least";
  limit: number;
}

/** A figure of a row that is to be at most or at least the limit. */
export function bound(asked: string, { row, figure, over, sense, limit }: Bound): Target {
  return {
    asked,
    overSeeds: over !== "single",
    check({ task, measurementsOf }) {
      const { median, worst } = overSeeds(measurementsOf(row), task.metric.better);
      const value = (over === "worst" ? worst : median)[figure];
      const reached = sense === "at most" ? value <= limit : value >= limit;
      return { measured: figureText(figure, value, task), reached };
    },
  };
}

/**
 * The median cost of a row that is to be at most so much above the baseline's [%]: above what the baseline costs in fresh
 * episodes, as the row does, and above what it planned for the one start that it knows, the line of the figures. A plan that
 * comes to grief from other starts is no measure by itself.
 */
export function costWithin(asked: string, row: string, baseline: string, planned: string, percent: number): Target {
  return {
    asked,
    overSeeds: true,
    check(findings) {
      const costOf = (key: string) => medianOf(findings, key).cost;
      const [above, abovePlan] = [baseline, planned].map((key) => excess(costOf(row), costOf(key)));
      const measured = `${excessText(above)} %; ${excessText(abovePlan)} % above the planned rollout`;
      return { measured, reached: Math.max(above, abovePlan) <= percent };
    },
  };
}

/** The cost of a row's worst seed, that is to be at most so many times the least of the baseline's seeds. */
export function costRatioWithin(asked: string, row: string, baseline: string, ratio: number): Target {
  return {
    asked,
    overSeeds: true,
    check(findings) {
      const dearest = Math.max(...findings.measurementsOf(row).map(({ cost }) => cost));
      const measured = dearest / (cheapest(findings, baseline)?.cost ?? Number.NaN);
      return { measured: `${measured.toFixed(3)} ×`, reached: measured <= ratio };
    },
  };
}

interface InSeeds {
  row: string;
  /** The part of the seeds that is enough. */
  part: number;
  /** @param other what another row measured with the same seed */
  holds(measures: Measures, other: (row: string) => Measures | undefined): boolean;
}

/** What is to hold with most of the seeds, or with all of them. */
export function inSeeds(asked: string, { row, part, holds }: InSeeds): Target {
  return {
    asked,
    overSeeds: true,
    check({ measurementsOf }) {
      const all = measurementsOf(row);
      const good = all.filter((one) => holds(one, (key) => measurementsOf(key).find(({ seed }) => seed === one.seed)));
      return { measured: `${good.length} of ${all.length} seeds`, reached: good.length >= part * all.length };
    },
  };
}

/** The row's measures of the least cost; null where it has none. */
export function cheapest({ measurementsOf }: Findings, row: string): Measures | null {
  const byCost = measurementsOf(row).toSorted((a, b) => a.cost - b.cost);
  return byCost[0] ?? null;
}

/** The median metric of a row that is to be better than another row's. */
export function betterThan(asked: string, row: string, other: string): Target {
  return {
    asked,
    overSeeds: true,
    check(findings) {
      const { task } = findings;
      const [one, two] = [row, other].map((key) => medianOf(findings, key).metric);
      const measured = `${figureText("metric", one, task)} against ${figureText("metric", two, task)}`;
      return { measured, reached: task.metric.better === "lower" ? one < two : one > two };
    },
  };
}

export function either(one: Target, other: Target): Target {
  return {
    asked: `${one.asked}, or ${other.asked}`,
    overSeeds: one.overSeeds || other.overSeeds,
    check(findings) {
      const verdicts = [one.check(findings), other.check(findings)];
      const measured = verdicts.map((verdict) => verdict.measured).join("; ");
      return { measured, reached: verdicts.some(({ reached }) => reached) };
    },
  };
}

function medianOf({ task, measurementsOf }: Findings, row: string): Measures {
  return overSeeds(measurementsOf(row), task.metric.better).median;
}

function figureText(figure: Figure, value: number, { metric: { unit } }: TaskDescription): string {
  if (Number.isNaN(value)) return "–";
  if (figure === "rollouts") return String(value);
  if (figure === "successDrop") return `${Math.round(100 * value)} points`;
  if (figure === "costRise") return `${excessText(value)} %`;
  if (figure !== "metric" && figure !== "noisyMetric") return `${Math.round(100 * value)} % of the episodes`;
  return `${metricText(value, unit)} ${unit}`;
}
