import { describe, expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { completeConfig } from "../engine/api.ts";
import { exceptionsTable } from "./exceptions.ts";
import { configOf } from "./experiment.ts";
import { findExperiment } from "./experiments.ts";
import { measure } from "./measure.ts";
import { systemsExperiment } from "./systems.ts";
import { episodeWith, runWith } from "./testing/runs.ts";
import { trajectoryExperiment } from "./trajectory.ts";

const cases = [...trajectoryExperiment.studies, ...systemsExperiment.studies].map((study) => {
  const task = taskDescriptions.find(({ name }) => name === study.task)!;
  return [study.marker, study, task] as const;
});

describe.each(cases)("%s", (_, study, task) => {
  test("every way of learning spends the same number of rollouts", () => {
    const learned = study.rows.filter(({ drawn }) => drawn === "training").map((row) => configOf(row, 1, task));
    const spent = new Set(learned.map(({ iterations, samples }) => iterations * samples));
    expect([...spent]).toEqual([expect.any(Number)]);
    expect(Number.isInteger([...spent][0])).toBe(true);
  });

  test("the first row is what training takes when nothing is asked for", () => {
    expect(configOf(study.rows[0], 1, task)).toEqual(completeConfig({ task: task.name }, task));
  });

  test("has no more curves than the figure has dashes, and rows that its targets and its baseline name", () => {
    expect(study.rows.filter(({ drawn }) => drawn === "training").length).toBeLessThanOrEqual(4);
    const keys = study.rows.map(({ key }) => key);
    if (study.baseline !== null) expect(keys).toContain(study.baseline);
    const one = measure(
      runWith([{ rollouts: 5, metric: 1 }]),
      { still: [episodeWith(1)], heldOut: [], noisy: [episodeWith(1)] },
      "lower",
      null,
    );
    const measurementsOf = (row: string) => {
      expect(keys).toContain(row);
      return [one];
    };
    for (const { check } of study.targets) {
      expect(check({ task, measurementsOf }).measured).not.toMatch(/NaN|undefined/);
    }
  });
});

test("every task is measured, and only the walker has a demonstration to measure", () => {
  expect(systemsExperiment.studies.map(({ task }) => task)).toEqual(taskDescriptions.map(({ name }) => name));
  const demonstrated = systemsExperiment.studies.filter(({ rows }) => rows.some(({ key }) => key === "demonstration"));
  expect(demonstrated.map(({ task }) => task)).toEqual(["walker"]);
});

test("one task of an experiment can be had alone", () => {
  expect(findExperiment("systems", "walker").studies.map(({ task }) => task)).toEqual(["walker"]);
  expect(() => findExperiment("systems", "fly")).toThrow(
    /systems has no task "fly"; its tasks: peg2d, .*walker\. Tip: /,
  );
});

test("the exceptions are every task's own defaults, beside what all share", () => {
  const lines = exceptionsTable(taskDescriptions).split("\n");
  expect(lines).toHaveLength(2 + taskDescriptions.flatMap(({ presets }) => presets).length);
  expect(lines).toContainEqual(
    expect.stringMatching(/^\| octopus +\| `iterations` +\| 80 +\| 20 +\| trajectory, gps +\| 50 /),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^\| walker +\| `differenceStep` +\| 0\.001 +\| 0\.00001 +\| ilqg /),
  );
});
