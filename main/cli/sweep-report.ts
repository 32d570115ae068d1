/** What a sweep has come to: a row for each configuration, its seeds folded into mean ± standard deviation. */
import { type Swept, sweepInWords } from "../../workers/methods/sweep.ts";
import type { RunConfig, RunSummary, TaskDescription } from "../engine/api.ts";
import { groupHash } from "../engine/config-hash.ts";
import { mean, standardDeviation } from "../statistics.ts";
import { percent, threeDigits } from "./format.ts";
import type { SweepPlan } from "./sweep-options.ts";
import { alignColumns, type Column } from "./table.ts";

export interface EndedRun {
  config: RunConfig;
  run: RunSummary;
}

/** "klStep 0.3 · samples 5 · seed 1" */
export function sweptValues({ swept }: SweepPlan, config: RunConfig): string {
  return swept.map(({ key }) => `${key} ${settingOf(config, key)}`).join(" · ");
}

export function sweepTable(plan: SweepPlan, metric: TaskDescription["metric"], ended: readonly EndedRun[]): string[] {
  const settings = plan.swept.filter(({ key }) => key !== "seed");
  const groups = new Map<string, EndedRun[]>();
  for (const one of ended) {
    const group = groupHash(one.config);
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const columns: Column[] = [
    ...settings.map(({ key }): Column => ({ title: key, align: "right" })),
    { title: "completed", align: "right" },
    { title: `${metric.name} [${metric.unit}]`, align: "right" },
    { title: "success", align: "right" },
  ];
  const rows = [...groups.values()].map((runs) => rowOf(settings, runs));
  return [`Sweep: ${sweepInWords(plan.swept, plan.configs.length)}`, ...alignColumns(columns, rows)];
}

function rowOf(settings: readonly Swept[], runs: readonly EndedRun[]): string[] {
  const completed = runs.filter(({ run }) => run.status === "completed").map(({ run }) => run);
  const successes = completed.flatMap(({ success }) => (success === null ? [] : [success]));
  return [
    ...settings.map(({ key }) => settingOf(runs[0].config, key)),
    `${completed.length}/${runs.length}`,
    meanAndStd(completed.flatMap(({ metric }) => (metric === null ? [] : [metric]))),
    percent(successes.length === 0 ? null : mean(successes)),
  ];
}

function meanAndStd(values: readonly number[]): string {
  if (values.length === 0) return "–";
  const std = standardDeviation(values);
  return std === null ? threeDigits(mean(values)) : `${threeDigits(mean(values))} ± ${threeDigits(std)}`;
}

function settingOf(config: RunConfig, key: string): string {
  const { options, ...own } = config;
  return String({ ...options, ...own }[key as keyof typeof own]);
}
