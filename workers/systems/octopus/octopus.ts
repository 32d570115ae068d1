/**
 * Octopus arm (appendix B, "Octopus arm").
 *
 * A muscular hydrostat of six four-sided chambers, whose first edge is held at its midpoint, brings its tip to a target.
 * State: the first edge's angle, the positions of the twelve free vertices, and their velocities, 50 in all. Actions: the
 * activations of the 18 muscles that can shorten.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + w_p ℓ12(p_x − p*),   w_u = 1e-3,   w_p = 1
 *
 * The appendix leaves the body, the target and the trial's length open. Four seconds are long enough for a reach and a
 * rest: the tip can be at the target after two (docs/systems.md). At 50 Hz a control step is a fifth of the time in which
 * a passive muscle takes up a stretch.
 */
import { distance } from "../costs/distance.ts";
import { effort } from "../costs/effort.ts";
import type { TaskDescription } from "../description.ts";
import { finalDistance } from "../final-distance.ts";
import { restingController } from "../resting-controller.ts";
import type { System } from "../system.ts";
import { CHAMBERS, cornersOf, DOFS, MUSCLES, restPosition, VERTICES } from "./anatomy.ts";
import { hydrostat } from "./hydrostat.ts";

/**
 * Standard deviation of the initial positions [m, rad] and velocities [m/s, rad/s]. Vertices that are off by 0.1 mm each put
 * the smallest chamber's area off by 0.1 %; much more would be another body, and the pressure would pay for putting it right.
 */
const START_STD = { position: 0.0001, velocity: 0.01 };
const EFFORT_WEIGHT = 1e-3;
const DISTANCE_WEIGHT = 1;
/** α of ℓ12 [m²], as for the pegs. */
const SOFTNESS = 1e-5;
const STEPS = 200;
const DT = 0.02;
const SUBSTEPS = 8;
/** The metric is averaged over the last 0.1 s. */
const METRIC_WINDOW = 5;
/** Within this distance the target counts as reached [m]. */
const REACHED = 0.05;
/** Activation at the start of learning and its noise. */
const START_ACTIVATION = { mean: 0.1, std: 0.2 };

const vertices = Array.from({ length: VERTICES - 2 }, (_, i) => i + 2);
const vertexName = (vertex: number) => `${vertex % 2 === 0 ? "ventral" : "dorsal"} ${Math.floor(vertex / 2)}`;
/** The model's site at a vertex. */
const siteAt = (vertex: number) => `${vertex % 2 === 0 ? "ventral" : "dorsal"}_${Math.floor(vertex / 2)}`;
const rest = [0, ...vertices.flatMap((vertex) => [...restPosition(vertex)])];

const coordinates = [
  { name: "base angle", symbol: "θ", unit: "rad", rate: "rad/s" },
  ...vertices.flatMap((vertex) =>
    ["x", "z"].map((axis) => ({
      name: `${vertexName(vertex)} ${axis}`,
      symbol: `${axis}${vertex}`,
      unit: "m",
      rate: "m/s",
    })),
  ),
];

const description: TaskDescription = {
  name: "octopus",
  title: "Octopus arm",
  summary: "A soft arm of six chambers reaches for a target with its muscles.",
  model: "octopus.xml",
  stateDim: 2 * DOFS,
  actionDim: MUSCLES.length,
  steps: STEPS,
  dt: DT,
  states: [
    ...coordinates.map(({ name, symbol, unit }) => ({ name, symbol, unit, range: null })),
    ...coordinates.map(({ name, symbol, rate }) => ({
      name: `${name} velocity`,
      symbol: `d${symbol}`,
      unit: rate,
      range: null,
    })),
  ],
  actions: MUSCLES.map(({ kind, chamber }) => ({
    name: `${kind} muscle ${chamber + 1}`,
    symbol: `${kind[0]}${chamber + 1}`,
    unit: "1",
    range: [0, 1],
  })),
  observation: Array.from({ length: 2 * DOFS }, (_, i) => i),
  travel: null,
  costTerms: [
    { name: "distance", title: "Distance", weight: DISTANCE_WEIGHT, formula: "w_p (½‖p − p*‖² + √(α + ‖p − p*‖²))" },
    { name: "effort", title: "Effort", weight: EFFORT_WEIGHT, formula: "½ w_u ‖u‖²" },
  ],
  conditionSets: [
    {
      name: "single",
      title: "One start",
      summary: "The only start of this task.",
      trained: [
        {
          name: "straight",
          mean: [...rest, ...rest.map(() => 0)],
          std: [...rest.map(() => START_STD.position), ...rest.map(() => START_STD.velocity)],
          shifts: [],
        },
      ],
      heldOut: [],
    },
  ],
  metric: {
    name: "distance",
    title: "Final distance of the tip to the target",
    unit: "m",
    better: "lower",
  },
  success: { title: "Within 0.05 m of the target", threshold: REACHED },
  sites: { tip: [siteAt(VERTICES - 2), siteAt(VERTICES - 1)], target: "target" },
  scene: {
    follow: false,
    water: true,
    feet: [],
    skin: {
      chambers: Array.from({ length: CHAMBERS }, (_, chamber) => cornersOf(chamber).map(siteAt)),
      muscles: MUSCLES.map(({ a, b }, action) => ({ ends: [siteAt(a), siteAt(b)], action })),
    },
  },
  presets: [
    {
      key: "iterations",
      value: 80,
      reason: "50 states and 18 muscles: there is more to learn from the same five rollouts",
      methods: ["trajectory", "gps"],
    },
  ],
};

export const octopus: System = {
  description,
  substeps: SUBSTEPS,
  costTerms: [distance(DISTANCE_WEIGHT, SOFTNESS), effort(EFFORT_WEIGHT)],
  forces: hydrostat(),
  fallen: null,
  demonstration: null,
  initialController: () =>
    restingController({
      steps: STEPS,
      stateDim: 2 * DOFS,
      mean: MUSCLES.map(() => START_ACTIVATION.mean),
      noise: START_ACTIVATION.std,
    }),
  metric: (trace) => finalDistance(trace, METRIC_WINDOW),
  succeeded: (metric) => metric <= REACHED,
};
