/**
 * The experiment behind docs/results.md: what the method reaches on every task with five rollouts an iteration and a
 * mixture prior, beside learning without a mixture and iLQG, which knows the true model.
 */
import { columnsOf } from "./columns.ts";
import { exceptionsTable } from "./exceptions.ts";
import type { Experiment, ExperimentRow, Study } from "./experiment.ts";
import { betterThan, bound, costWithin, either, type Target } from "./targets.ts";

interface Line {
  task: string;
  /** Rollouts that each way of learning may take. */
  rollouts: number;
  demonstrated: boolean;
  /** Of the figure's metric: distances are compared by their ratios. */
  scale: Study["scale"];
  targets: Target[];
}

/** Every task settles within 60: octopus and walker after 20, swimmer after 52. What is left then costs nothing. */
const ILQG_ITERATIONS = 100;
/** Length of the octopus arm [m]. */
const ARM = 1.2;

const mixture = { row: "mixture", figure: "metric", over: "median" } as const;
const withinIlqg = costWithin("median cost at most 5 % above the iLQG line", "mixture", "ilqg-acting", "ilqg", 5);

const lines: Line[] = [
  {
    task: "peg2d",
    rollouts: 100,
    demonstrated: false,
    scale: "logarithmic",
    targets: [
      bound("median distance ≤ 0.02 m", { ...mixture, sense: "at most", limit: 0.02 }),
      bound("distance of every seed ≤ 0.05 m", { ...mixture, over: "worst", sense: "at most", limit: 0.05 }),
      withinIlqg,
    ],
  },
  {
    task: "peg3d",
    rollouts: 200,
    demonstrated: false,
    scale: "logarithmic",
    targets: [
      bound("median distance ≤ 0.05 m", { ...mixture, sense: "at most", limit: 0.05 }),
      bound("every seed inserts, distance ≤ 0.25 m", { ...mixture, over: "worst", sense: "at most", limit: 0.25 }),
    ],
  },
  {
    task: "octopus",
    rollouts: 400,
    demonstrated: false,
    scale: "logarithmic",
    targets: [
      either(
        bound("median distance ≤ 0.12 m, a tenth of the arm", { ...mixture, sense: "at most", limit: 0.1 * ARM }),
        betterThan("better than iLQG", "mixture", "ilqg"),
      ),
    ],
  },
  {
    task: "swimmer",
    rollouts: 200,
    demonstrated: false,
    scale: "linear",
    targets: [bound("median speed ≥ 1.8 m/s", { ...mixture, sense: "at least", limit: 1.8 }), withinIlqg],
  },
  {
    task: "walker",
    rollouts: 200,
    demonstrated: true,
    scale: "linear",
    targets: [
      bound("demonstration of at most 1.3 m/s", {
        row: "demonstration",
        figure: "metric",
        over: "single",
        sense: "at most",
        limit: 1.3,
      }),
      ...(["still", "noisy"] as const).flatMap(walks),
    ],
  },
];

/** What the walker is to reach without and with the controller's own noise. */
function walks(how: "still" | "noisy"): Target[] {
  const [words, figures] =
    how === "still"
      ? (["without noise", { success: "success", metric: "metric" }] as const)
      : (["with noise", { success: "noisySuccess", metric: "noisyMetric" }] as const);
  return [
    bound(`no fall in 10 of 10 episodes ${words}, in the median`, {
      ...mixture,
      figure: figures.success,
      sense: "at least",
      limit: 1,
    }),
    bound(`median speed ≥ 1.9 m/s ${words}`, { ...mixture, figure: figures.metric, sense: "at least", limit: 1.9 }),
  ];
}

const learned = { everySeed: false, measured: "controller", seeds: "all", drawn: "training" } as const;
const known = { everySeed: false, seeds: "first", rollouts: null } as const;

function rowsOf({ rollouts, demonstrated }: Line): ExperimentRow[] {
  const ilqg = { method: "ilqg", iterations: ILQG_ITERATIONS } as const;
  const rows: ExperimentRow[] = [
    {
      ...learned,
      key: "mixture",
      title: "Mixture prior, 5 samples",
      everySeed: true,
      rollouts,
      settings: { prior: "gmm", samples: 5 },
    },
    { ...learned, key: "none-20", title: "No prior, 20 samples", rollouts, settings: { prior: "none", samples: 20 } },
    { ...learned, key: "none-5", title: "No prior, 5 samples", rollouts, settings: { prior: "none", samples: 5 } },
    {
      ...known,
      key: "ilqg",
      title: "iLQG, planned rollout",
      measured: "last rollout",
      drawn: "level",
      settings: ilqg,
    },
    {
      ...known,
      key: "ilqg-acting",
      title: "iLQG, fresh episodes",
      measured: "controller",
      drawn: "not",
      settings: ilqg,
    },
  ];
  return demonstrated
    ? [
        ...rows,
        { ...known, key: "demonstration", title: "Demonstration", measured: "first", drawn: "level", settings: {} },
      ]
    : rows;
}

function studyOf(line: Line): Study {
  const { task, rollouts, scale, targets } = line;
  return {
    title: null,
    marker: `systems-${task}`,
    figure: `results-${task}`,
    task,
    rows: rowsOf(line),
    episodes: { still: 10, noisy: 10 },
    policySeconds: null,
    success: null,
    reached: null,
    baseline: "ilqg-acting",
    columns: (description) => {
      const all = columnsOf(description);
      return [
        all.metric,
        all.worst,
        all.success,
        all.noisyMetric,
        all.noisySuccess,
        all.cost,
        all.costOverIlqg,
        all.time,
      ];
    },
    centre: "mean",
    scale,
    targets: [
      bound(`trained with at most ${rollouts} rollouts`, {
        ...mixture,
        figure: "rollouts",
        over: "worst",
        sense: "at most",
        limit: rollouts,
      }),
      ...targets,
    ],
  };
}

export const systemsExperiment: Experiment = {
  name: "systems",
  studies: lines.map(studyOf),
  tables: [{ marker: "systems-exceptions", title: "Defaults of the tasks' own", text: exceptionsTable }],
};
