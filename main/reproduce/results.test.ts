import { expect, test } from "vitest";
import { trajectoryExperiment } from "./experiment.ts";
import { measure } from "./measure.ts";
import { resultText } from "./results.ts";
import { rolloutWith, runWith } from "./testing/runs.ts";

const [mixture, published] = trajectoryExperiment.rows;
const experiment = { ...trajectoryExperiment, rows: [mixture, published] };
const ground = {
  task: runWith([{ rollouts: 5, metric: 1 }]).task,
  model: "",
  versions: { app: "1", mujoco: "2", node: "3", kernels: "simd" as const },
};

function finished(row: typeof mixture, metric: number) {
  const detail = runWith([{ rollouts: 5, metric }]);
  return { row, detail, measurement: measure(detail, [rolloutWith(metric)], [rolloutWith(metric)], 0.1) };
}

test("a page's table, every column as wide as its widest cell", () => {
  const text = resultText(experiment, [finished(mixture, 0.0312), finished(published, 0.4)], ground, 2);
  expect(text.split("\n")).toEqual([
    "| setting                      | seed   | distance [m] | worst episode [m] | noisy success | rollouts to 0.1 m | time [s/iteration] | of which LQR [s] |",
    "| ---------------------------- | ------ | -----------: | ----------------: | ------------: | ----------------: | -----------------: | ---------------: |",
    "| **Mixture prior, 5 samples** | median |       0.0312 |            0.0312 |          1.00 |                 5 |               0.50 |             0.10 |",
    "|                              | worst  |       0.0312 |            0.0312 |          1.00 |                 5 |               0.50 |             0.10 |",
    "|                              | 3      |       0.0312 |            0.0312 |          1.00 |                 5 |               0.50 |             0.10 |",
    "| **The same, as published**   | median |       0.4000 |            0.4000 |          0.00 |             never |               0.50 |             0.10 |",
    "|                              | worst  |       0.4000 |            0.4000 |          0.00 |             never |               0.50 |             0.10 |",
    "",
    "Seeds: 3. Made with Guidepost 1, MuJoCo 2, Node 3 and simd kernels; times on 2 cores.",
  ]);
});

test("names a run that ended early", () => {
  const whole = finished(mixture, 0.1);
  const { detail } = whole;
  const summary = { ...detail.summary, status: "failed" as const, reason: "no η", iterationsTotal: 20 };
  const text = resultText(
    { ...experiment, rows: [mixture] },
    [{ ...whole, detail: { ...detail, summary } }],
    ground,
    1,
  );
  expect(text).toMatch(
    /times on 1 core\.\n\n- Mixture prior, 5 samples, seed 3 \(run 0001\): ended after 1 of 20 .*: no η\.$/,
  );
});
