/** The experiment behind the table of docs/methods/trajectory.md: its rows, and the runs that they are made of. */
import type { z } from "zod";
import { type RunConfig, runConfigSchema } from "../engine/api.ts";

export interface ExperimentRow {
  /** Short name in JSON. */
  key: string;
  /** Name in the table and in the figure. */
  title: string;
  /** Whether the table shows every seed beside the median and the worst. */
  everySeed: boolean;
  settings: Omit<z.input<typeof runConfigSchema>, "seed">;
}

export interface Experiment {
  name: string;
  task: string;
  rows: readonly ExperimentRow[];
  /** Distance that the rollouts of an iteration are to fall under in the mean [m]. */
  reached: number;
  /** Episodes of the evaluation without and with action noise. */
  episodes: { still: number; noisy: number };
}

const task = "peg2d";

export const trajectoryExperiment: Experiment = {
  name: "trajectory",
  task,
  reached: 0.1,
  episodes: { still: 10, noisy: 20 },
  rows: [
    {
      key: "mixture",
      title: "Mixture prior, 5 samples",
      everySeed: true,
      settings: { task, prior: "gmm", samples: 5, iterations: 20 },
    },
    {
      key: "published",
      title: "The same, as published",
      everySeed: false,
      settings: {
        task,
        prior: "gmm",
        samples: 5,
        iterations: 20,
        options: {
          rollbackRatio: 0,
          noiseDecay: 1,
          startSpread: 1,
          lateSpread: 1,
          stepMin: 0.01,
          stepGrowth: 5,
          stepShrink: 0.1,
        },
      },
    },
    {
      key: "none-20",
      title: "No prior, 20 samples",
      everySeed: false,
      settings: { task, prior: "none", samples: 20, iterations: 5 },
    },
    {
      key: "none-5",
      title: "No prior, 5 samples",
      everySeed: false,
      settings: { task, prior: "none", samples: 5, iterations: 20 },
    },
  ],
};

export function configOf({ settings }: ExperimentRow, seed: number): RunConfig {
  return runConfigSchema.parse({ ...settings, seed });
}
