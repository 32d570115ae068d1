import { expect, test } from "vitest";
import type { Study } from "./experiment.ts";
import { measure } from "./measure.ts";
import { figureOf, resultText } from "./results.ts";
import { systemsExperiment } from "./systems.ts";
import { episodeWith, runWith } from "./testing/runs.ts";
import { trajectoryExperiment } from "./trajectory.ts";

const [trajectory] = trajectoryExperiment.studies;
const [systems] = systemsExperiment.studies;
const [mixture, published] = trajectory.rows;
const ground = {
  task: runWith([{ rollouts: 5, metric: 1 }]).task,
  model: "",
  versions: { app: "1", mujoco: "2", node: "3", kernels: "simd" as const },
};

function finished(row: typeof mixture, metric: number, seed = 3) {
  const whole = runWith([{ rollouts: 5, metric }]);
  const detail = { ...whole, summary: { ...whole.summary, seed } };
  const episodes = [episodeWith(metric)];
  return { row, detail, measurement: measure(detail, { still: episodes, heldOut: [], noisy: episodes }, "lower", 0.1) };
}

test("a page's table, every column as wide as its widest cell", () => {
  const runs = [finished(mixture, 0.0312), finished(mixture, 0.0112, 4), finished(published, 0.4)];
  const text = resultText({ ...trajectory, rows: [mixture, published] }, runs, ground, 2);
  expect(text.split("\n")).toEqual([
    "| setting                      | seed   | distance [m] | worst episode [m] | noisy success | rollouts to 0.1 m | time [s/iteration] | of which LQR [s] |",
    "| ---------------------------- | ------ | -----------: | ----------------: | ------------: | ----------------: | -----------------: | ---------------: |",
    "| **Mixture prior, 5 samples** | median |       0.0212 |            0.0212 |          1.00 |                 5 |               0.50 |             0.10 |",
    "|                              | worst  |       0.0312 |            0.0312 |          1.00 |                 5 |               0.50 |             0.10 |",
    "|                              | 3      |       0.0312 |            0.0312 |          1.00 |                 5 |               0.50 |             0.10 |",
    "|                              | 4      |       0.0112 |            0.0112 |          1.00 |                 5 |               0.50 |             0.10 |",
    "| **The same, as published**   | 3      |       0.4000 |            0.4000 |          0.00 |             never |               0.50 |             0.10 |",
    "",
    "Seeds 3, 4. Success: Inserted to within 0.05 m. Made with Guidepost 1, MuJoCo 2, Node 3 and simd kernels; times on 2 cores.",
  ]);
});

test("costs are compared with the baseline's, and the targets are held against what was measured", () => {
  const costing = (row: (typeof systems.rows)[number], metric: number, cost: number) => {
    const run = finished(row, metric);
    return { ...run, measurement: { ...run.measurement, cost } };
  };
  const costs = [10.4, 20, 0, 8, 10];
  const runs = systems.rows.map((row, i) => costing(row, i === 2 ? Number.POSITIVE_INFINITY : 0.01, costs[i]));
  const lines = resultText(systems, runs, ground, 1).split("\n");
  expect(lines[0]).toMatch(/ cost \| cost vs iLQG \[%\] \| time \[s\/iteration\] \|$/);
  expect(lines[2]).toMatch(/ 10\.40 \| +\+4\.0 \| /);
  expect(lines[4]).toMatch(/ diverged \| .*−100\.0 \| /);
  expect(lines.slice(8, 14)).toEqual([
    "| target                                      | measured                                  | reached                            |",
    "| ------------------------------------------- | ----------------------------------------- | ---------------------------------- |",
    "| trained with at most 100 rollouts           | 5                                         | yes, over seed 3 instead of 1 to 5 |",
    "| median distance ≤ 0.02 m                    | 0.0100 m                                  | yes, over seed 3 instead of 1 to 5 |",
    "| distance of every seed ≤ 0.05 m             | 0.0100 m                                  | yes, over seed 3 instead of 1 to 5 |",
    "| median cost at most 5 % above the iLQG line | +4.0 %; +30.0 % above the planned rollout | no, over seed 3 instead of 1 to 5  |",
  ]);
});

test("over all five seeds a verdict stands alone", () => {
  const study: Study = {
    ...systems,
    rows: systems.rows.slice(0, 1),
    baseline: null,
    targets: systems.targets.slice(0, 2),
  };
  const runs = [1, 2, 3, 4, 5].map((seed) => finished(study.rows[0], seed === 5 ? 0.4 : 0.03, seed));
  const text = resultText(study, runs, ground, 1);
  expect(text).toMatch(/\| trained with at most 100 rollouts \| 5 +\| yes +\|/);
  expect(text).toMatch(/\| median distance ≤ 0\.02 m +\| 0\.0300 m \| no +\|/);
});

test("names a run that ended early", () => {
  const whole = finished(mixture, 0.1);
  const { detail } = whole;
  const summary = { ...detail.summary, status: "failed" as const, reason: "no η", iterationsTotal: 20 };
  const text = resultText(
    { ...trajectory, rows: [mixture] },
    [{ ...whole, detail: { ...detail, summary } }],
    ground,
    1,
  );
  expect(text).toMatch(
    /times on 1 core\.\n\n- Mixture prior, 5 samples, seed 3 \(run 0001\): ended after 1 of 20 .*: no η\.$/,
  );
});

test("the figure has a curve for what learns and a level for iLQG", () => {
  const svg = figureOf(
    systems,
    systems.rows.map((row) => finished(row, 0.01)),
    ground,
  );
  expect(svg.match(/class="band"/g)).toHaveLength(3);
  expect(svg.match(/class="level"/g)).toHaveLength(1);
  expect(svg).toContain(">mean distance of the training rollouts [m]<");
});
