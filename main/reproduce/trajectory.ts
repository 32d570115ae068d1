/** The experiment behind the table of docs/methods/trajectory.md. */
import { columnsOf, reachColumn } from "./columns.ts";
import type { Experiment, ExperimentRow } from "./experiment.ts";

/** Distance that the rollouts of an iteration are to fall under in the mean [m]. */
const REACHED = 0.1;

const learned = { everySeed: false, measured: "controller", seeds: "all", drawn: "training", rollouts: 100 } as const;

const asPublished = {
  rollbackRatio: 0,
  retrialAfter: 0,
  fitWindow: 1,
  noiseDecay: 1,
  startSpread: 1,
  lateSpread: 1,
  stepMin: 0.01,
  stepMax: 1,
  stepGrowth: 5,
  stepShrink: 0.1,
};

const rows: ExperimentRow[] = [
  {
    ...learned,
    key: "mixture",
    title: "Mixture prior, 5 samples",
    everySeed: true,
    settings: { prior: "gmm", samples: 5 },
  },
  {
    ...learned,
    key: "published",
    title: "The same, as published",
    settings: { prior: "gmm", samples: 5, options: asPublished },
  },
  {
    ...learned,
    key: "none-20",
    title: "No prior, 20 samples",
    settings: { prior: "none", samples: 20 },
  },
  {
    ...learned,
    key: "none-5",
    title: "No prior, 5 samples",
    settings: { prior: "none", samples: 5 },
  },
];

export const trajectoryExperiment: Experiment = {
  name: "trajectory",
  studies: [
    {
      title: null,
      marker: "trajectory",
      figure: "trajectory",
      task: "peg2d",
      rows,
      episodes: { still: 10, noisy: 20 },
      policySeconds: null,
      success: null,
      reached: REACHED,
      baseline: null,
      columns: (task) => {
        const { metric, worst, noisySuccess, time, lqrTime } = columnsOf(task);
        return [metric, worst, noisySuccess, reachColumn(REACHED, task), time, lqrTime];
      },
      centre: "median",
      scale: "logarithmic",
      targets: [],
    },
  ],
  tables: [],
};
