/** What sets the studies of the policies apart: tasks and conditions, rollouts, episodes, and what is to be reached. */
import { columnsOf } from "./columns.ts";
import type { ExperimentRow, Study } from "./experiment.ts";
import { type Asked, steadyCost, steadySuccess } from "./policy-steadiness.ts";
import { bound, costRatioWithin, inSeeds, type Target } from "./targets.ts";

export interface Line
  extends Pick<Study, "task" | "episodes" | "policySeconds" | "success" | "baseline" | "columns" | "scale"> {
  /** In the page's markers and the figure's name. */
  name: string;
  title: string;
  conditions: string;
  /** That a run may take. */
  rollouts: number;
  /** Beside controllers and policies. */
  others: readonly ExperimentRow[];
  targets(asked: Asked): Target[];
}

/** Fractions of the episodes. */
interface Inserted {
  trained: number;
  heldOut: number;
}

interface Insertion extends Pick<Line, "name" | "title" | "task" | "conditions"> {
  median: Inserted;
  /** Of the worst seed; null where nobody asks. */
  worst: Inserted | null;
}

/** Distance within which a peg counts as inserted here [m]. */
const INSERTED = 0.1;
const INSERTION_ROLLOUTS = 300;
const SWIMMER = { rollouts: 200, ratio: 1.2, speed: 1.6 };
/** Above the demonstration's speed [m/s]. */
const WALKER = { rollouts: 150, demonstrated: 1.3, speed: 1.5 };

export function insertion({ median, worst, ...of }: Insertion): Line {
  const shares = (row: string, over: "median" | "worst", { trained, heldOut }: Inserted): Target[] =>
    (
      [
        ["trained", "success", trained],
        ["held-out", "heldOutSuccess", heldOut],
      ] as const
    ).map(([where, figure, limit]) => {
      const who = over === "median" ? "in the median of the seeds" : "with every seed";
      const asked = `chosen policy inserts in ≥ ${Math.round(100 * limit)} % on ${where} slots, ${who}`;
      return bound(asked, { row, figure, over, sense: "at least", limit });
    });
  return {
    ...of,
    rollouts: INSERTION_ROLLOUTS,
    episodes: { still: 20, noisy: 0 },
    policySeconds: null,
    success: { title: `Inserted to within ${INSERTED} m`, holds: (distance) => distance <= INSERTED },
    baseline: null,
    columns: (task) => {
      const all = columnsOf(task);
      const reached = [all.success, all.heldOutSuccess, all.medianMetric, all.heldOutMedianMetric];
      return [all.rollouts, all.validation, ...reached, all.cost, all.successDrop, all.time];
    },
    scale: "logarithmic",
    others: [],
    targets: (asked) => [
      withinRollouts(asked, INSERTION_ROLLOUTS),
      ...shares(asked.chosen, "median", median),
      ...(worst === null ? [] : shares(asked.chosen, "worst", worst)),
      ...steadySuccess(asked),
    ],
  };
}

export const swimming: Line = {
  title: "Swimmer",
  name: "swimmer",
  task: "swimmer",
  conditions: "single",
  rollouts: SWIMMER.rollouts,
  episodes: { still: 10, noisy: 0 },
  policySeconds: 60,
  success: {
    title: `At least ${SWIMMER.speed} m/s over the second half of an episode`,
    holds: (speed) => speed >= SWIMMER.speed,
  },
  baseline: "linear",
  columns: (task) => {
    const all = columnsOf(task);
    return [
      all.rollouts,
      all.validation,
      all.cost,
      all.costRatio,
      all.metric,
      all.worst,
      all.success,
      all.costRise,
      all.time,
    ];
  },
  scale: "linear",
  others: [
    {
      key: "linear",
      title: "Trajectory optimisation alone",
      everySeed: false,
      measured: "controller",
      seeds: "all",
      drawn: "training",
      rollouts: SWIMMER.rollouts,
      settings: { method: "trajectory" },
    },
  ],
  targets: (asked) => [
    withinRollouts(asked, SWIMMER.rollouts),
    costRatioWithin(
      `chosen policy's cost ≤ ${SWIMMER.ratio} × the best linear-Gaussian one, every seed`,
      asked.chosen,
      "linear",
      SWIMMER.ratio,
    ),
    bound(`chosen policy at ≥ ${SWIMMER.speed} m/s over seconds 30 to 60, every seed`, {
      row: asked.chosen,
      figure: "metric",
      over: "worst",
      sense: "at least",
      limit: SWIMMER.speed,
    }),
    ...steadyCost(asked),
  ],
};

export const walking: Line = {
  title: "Walker",
  name: "walker",
  task: "walker",
  conditions: "single",
  rollouts: WALKER.rollouts,
  episodes: { still: 10, noisy: 0 },
  policySeconds: 20,
  success: { title: `No fall, at least ${WALKER.speed} m/s`, holds: (speed) => speed >= WALKER.speed },
  baseline: null,
  columns: (task) => {
    const all = columnsOf(task);
    const reached = [all.success, all.fallen, all.travelled, all.metric, all.worst];
    return [all.rollouts, all.validation, ...reached, all.cost, all.successDrop, all.time];
  },
  scale: "linear",
  others: [
    {
      key: "cloned",
      title: "Cloned from the demonstration alone",
      everySeed: false,
      measured: "last",
      seeds: "all",
      drawn: "not",
      rollouts: null,
      settings: { method: "gps", iterations: 1 },
    },
    {
      key: "demonstration",
      title: "Demonstration",
      everySeed: false,
      measured: "first",
      seeds: "first",
      drawn: "level",
      rollouts: null,
      settings: {},
    },
  ],
  targets: (asked) => [
    withinRollouts(asked, WALKER.rollouts),
    bound(`demonstration of at most ${WALKER.demonstrated} m/s`, {
      row: "demonstration",
      figure: "metric",
      over: "single",
      sense: "at most",
      limit: WALKER.demonstrated,
    }),
    inSeeds(`chosen policy walks 20 s without a fall at ≥ ${WALKER.speed} m/s in 9 of 10 episodes, in 4 of 5 seeds`, {
      row: asked.chosen,
      part: 4 / 5,
      holds: ({ success }) => success >= 0.9,
    }),
    ...steadySuccess(asked),
  ],
};

function withinRollouts({ chosen }: Asked, limit: number): Target {
  const what = { row: chosen, figure: "rollouts", over: "worst", sense: "at most", limit } as const;
  return bound(`trained with at most ${limit} rollouts, validation's among them`, what);
}
