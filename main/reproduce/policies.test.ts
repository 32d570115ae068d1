import { describe, expect, test } from "vitest";
import { conditionSetOf } from "../../workers/systems/description.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { completeConfig } from "../engine/api.ts";
import { configOf } from "./experiment.ts";
import { findExperiment } from "./experiments.ts";
import { type Measurement, measure } from "./measure.ts";
import { policiesExperiment } from "./policies.ts";
import { episodeWith, runWith } from "./testing/runs.ts";

const limits: Record<string, number> = { peg2d: 300, peg3d: 300, swimmer: 200, walker: 150 };

const cases = policiesExperiment.studies.map((study) => {
  const task = taskDescriptions.find(({ name }) => name === study.task)!;
  return [study.marker, study, task] as const;
});

const one = measure(
  runWith([{ rollouts: 100, metric: 1 }]),
  { still: [episodeWith(1)], heldOut: [episodeWith(1)], noisy: [] },
  "lower",
  null,
);

describe.each(cases)("%s", (_, study, task) => {
  const rowOf = (key: string) => study.rows.find((row) => row.key === key)!;
  const verdicts = (rows: Record<string, Partial<Measurement>[]>) => {
    const measurementsOf = (key: string) => {
      expect(study.rows.map((row) => row.key)).toContain(key);
      return [1, 2, 3, 4, 5].map((seed, i) => ({ ...one, seed, ...rows[key]?.[i] }));
    };
    return new Map(study.targets.map(({ asked, check }) => [asked, check({ task, measurementsOf })]));
  };

  test("no row spends more rollouts than it may, and twice the rollouts are a longer run of the same", () => {
    const { options, iterations, ...config } = configOf(rowOf("appendix-chosen"), 1, task);
    const conditions = conditionSetOf(task, config.conditions)!.trained.length;
    const { validationEpisodes, validationInterval } = options;
    const spent = (n: number) =>
      conditions * (n * config.samples + Math.floor(n / validationInterval) * validationEpisodes);
    expect(spent(iterations)).toBeLessThanOrEqual(limits[task.name]);
    expect(spent(iterations + 1)).toBeGreaterThan(limits[task.name]);
    const own = completeConfig({ task: task.name, method: "gps" }, task).options.policyTerm;
    const { iterations: half, ...before } = configOf(rowOf(`${own}-chosen`), 1, task);
    const { iterations: all, ...after } = configOf(rowOf("twice-chosen"), 1, task);
    expect(after).toEqual(before);
    expect(all).toBeGreaterThanOrEqual(2 * half - 1);
  });

  test("both directions are trained, and each run is measured by its controllers and its policies", () => {
    for (const direction of ["appendix", "reverse"]) {
      const rows = ["controllers", "chosen", "last"].map((who) => rowOf(`${direction}-${who}`));
      expect(rows.map(({ measured }) => measured)).toEqual(["controller", "network", "last"]);
      const configs = rows.map((row) => configOf(row, 3, task));
      expect(configs[0].options.policyTerm).toBe(direction);
      expect(configs[1]).toEqual(configs[0]);
      expect(configs[2]).toEqual(configs[0]);
    }
  });

  test("keys are unique, and curves are no more than the figure has dashes", () => {
    expect(new Set(study.rows.map(({ key }) => key)).size).toBe(study.rows.length);
    const curves = study.rows.filter(({ drawn }) => drawn === "training" || drawn === "validation");
    expect(curves.length).toBeLessThanOrEqual(4);
  });

  test("every target says what was measured", () => {
    for (const { measured } of verdicts({}).values()) expect(measured).not.toMatch(/NaN|undefined/);
  });

  test("a last policy that is much worse than the chosen one is found in two seeds, and forgiven in one", () => {
    const own = completeConfig({ task: task.name, method: "gps" }, task).options.policyTerm;
    const [good, bad] = [
      { success: 0.9, heldOutSuccess: 0.9, cost: 10 },
      { success: 0.7, heldOutSuccess: 0.9, cost: 12 },
    ];
    const lasts = (...last: Partial<Measurement>[]) =>
      [...verdicts({ [`${own}-chosen`]: [good, good, good, good, good], [`${own}-last`]: last })].find(
        ([asked]) => asked.startsWith("last policy") && !asked.includes("twice"),
      )?.[1];
    expect(lasts(good, good, bad, good, good)).toEqual({ measured: "4 of 5 seeds", reached: true });
    expect(lasts(good, bad, bad, good, good)).toEqual({ measured: "3 of 5 seeds", reached: false });
  });
});

test("the asked shares of inserted pegs are held against median and worst seed", () => {
  const [, study, task] = cases[0];
  const own = completeConfig({ task: task.name, method: "gps" }, task).options.policyTerm;
  const shares = [1, 0.95, 0.96, 0.9, 0.69];
  const measurementsOf = (key: string) =>
    shares.map((success, i) => ({ ...one, seed: i + 1, ...(key === `${own}-chosen` ? { success } : {}) }));
  const inserts = study.targets.filter(({ asked }) => asked.includes("on trained slots"));
  expect(inserts.map(({ check }) => check({ task, measurementsOf }))).toEqual([
    { measured: "95 % of the episodes", reached: true },
    { measured: "69 % of the episodes", reached: false },
  ]);
});

test("the swimmer's cost is held against the best of the linear-Gaussian ones", () => {
  const [, study, task] = cases[3];
  const costs: Record<string, number[]> = { linear: [100, 120, 90], "appendix-chosen": [95, 100, 110] };
  const measurementsOf = (key: string) => [0, 1, 2].map((i) => ({ ...one, seed: i, cost: costs[key]?.[i] ?? 1 }));
  const [target] = study.targets.filter(({ asked }) => asked.includes("linear-Gaussian"));
  expect(target.check({ task, measurementsOf })).toEqual({ measured: "1.222 ×", reached: false });
});

test("the walker's is to walk in four of five seeds", () => {
  const [, study, task] = cases[4];
  const walks = (...shares: number[]) => {
    const measurementsOf = () => shares.map((success, i) => ({ ...one, seed: i + 1, success }));
    return study.targets.find(({ asked }) => asked.includes("walks 20 s"))?.check({ task, measurementsOf });
  };
  expect(walks(1, 0.9, 0.9, 0.1, 1)).toEqual({ measured: "4 of 5 seeds", reached: true });
  expect(walks(1, 0.8, 0.9, 0.1, 1)).toEqual({ measured: "3 of 5 seeds", reached: false });
});

test("a task takes all of its studies, and the tasks are named once", () => {
  expect(findExperiment("policies", "peg2d").studies.map(({ marker }) => marker)).toEqual([
    "policies-peg2d",
    "policies-peg2d-wide",
  ]);
  expect(() => findExperiment("policies", "fly")).toThrow(/its tasks: peg2d, peg3d, swimmer, walker\./);
});
