/**
 * Peg insertion in space (appendix B, "Peg insertion", 3D).
 *
 * An arm with three degrees of freedom at the shoulder, one at the elbow and two at the wrist brings a peg of 0.5 m to the
 * bottom of a square slot. State: the six joint angles and their velocities. Actions: the six joint torques.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + w_p ℓ12(p_x − p*),   w_u = 1e-6,   w_p = 1
 *
 * The appendix leaves α of ℓ12, the arm's dimensions and the start open; they are chosen as in the plane.
 */
import { distance } from "./costs/distance.ts";
import { effort } from "./costs/effort.ts";
import { fixedScene, type TaskDescription } from "./description.ts";
import { finalDistance } from "./final-distance.ts";
import { holdingController } from "./holding-controller.ts";
import { insertionPresets } from "./insertion-presets.ts";
import { slotsOnSquare } from "./slots.ts";
import type { System } from "./system.ts";

/** Joint angles at the start [rad]: the tip hangs above the slot's mouth, to its right and 0.2 m behind it. */
const POSTURE = [0.15, 0.95, 0, -1.85, -0.17, 0];
/** Standard deviation of the initial joint angles [rad] and velocities [rad/s]. */
const START_STD = { angle: 0.01, velocity: 0.01 };
const START = {
  mean: [...POSTURE, ...POSTURE.map(() => 0)],
  std: [...POSTURE.map(() => START_STD.angle), ...POSTURE.map(() => START_STD.velocity)],
};
const EFFORT_WEIGHT = 1e-6;
const DISTANCE_WEIGHT = 1;
/** α of ℓ12 [m²]: the soft absolute norm turns round within 3 mm of the goal. */
const SOFTNESS = 1e-5;
const STEPS = 800;
const DT = 0.01;
/** The metric is averaged over the last 0.1 s. */
const METRIC_WINDOW = 10;
/** Within this distance the peg counts as inserted [m]. */
const INSERTED = 0.05;

const JOINTS = [
  { name: "shoulder yaw", limit: 100 },
  { name: "shoulder pitch", limit: 100 },
  { name: "shoulder roll", limit: 100 },
  { name: "elbow", limit: 100 },
  { name: "wrist pitch", limit: 50 },
  { name: "wrist tilt", limit: 50 },
];

const description: TaskDescription = {
  name: "peg3d",
  title: "Peg 3D",
  summary: "An arm with six motors inserts a peg into a square slot.",
  model: "peg3d.xml",
  stateDim: 12,
  actionDim: 6,
  steps: STEPS,
  dt: DT,
  states: [
    ...JOINTS.map(({ name }, i) => ({ name: `${name} angle`, symbol: `q${i + 1}`, unit: "rad", range: null })),
    ...JOINTS.map(({ name }, i) => ({ name: `${name} velocity`, symbol: `v${i + 1}`, unit: "rad/s", range: null })),
  ],
  actions: JOINTS.map(({ name, limit }, i) => ({
    name: `${name} torque`,
    symbol: `u${i + 1}`,
    unit: "N·m",
    range: [-limit, limit],
  })),
  observation: Array.from({ length: 2 * JOINTS.length }, (_, i) => i),
  travel: null,
  costTerms: [
    { name: "distance", title: "Distance", weight: DISTANCE_WEIGHT, formula: "w_p (½‖p − p*‖² + √(α + ‖p − p*‖²))" },
    { name: "effort", title: "Effort", weight: EFFORT_WEIGHT, formula: "½ w_u ‖u‖²" },
  ],
  conditionSets: [
    {
      name: "single",
      title: "One slot",
      summary: "The slot stands where the model has it.",
      trained: [{ name: "above the slot", ...START, shifts: [] }],
      heldOut: [],
    },
    {
      name: "slots",
      title: "Four slots within 0.05 m",
      summary: "The slot stands at the corners of a square of 0.1 m; the middles of its sides are held out.",
      ...slotsOnSquare(START, 0.05),
    },
  ],
  metric: {
    name: "distance",
    title: "Final distance to slot bottom",
    unit: "m",
    better: "lower",
  },
  success: { title: "Inserted to within 0.05 m", threshold: INSERTED },
  sites: { tip: ["tip"], target: "target" },
  scene: fixedScene,
  presets: [
    ...insertionPresets(0.9),
    {
      key: "iterations",
      value: 40,
      reason: "The peg is to find the mouth in two directions, with six motors: twice the rollouts of the plane",
      methods: ["trajectory", "gps"],
    },
  ],
};

export const peg3d: System = {
  description,
  substeps: 2,
  costTerms: [distance(DISTANCE_WEIGHT, SOFTNESS), effort(EFFORT_WEIGHT)],
  forces: null,
  fallen: null,
  demonstration: null,
  initialController: () =>
    holdingController({
      steps: STEPS,
      posture: POSTURE,
      joints: [0, 1, 2, 3, 4, 5],
      proportional: 5,
      derivative: 1,
      noise: 5,
    }),
  metric: (trace) => finalDistance(trace, METRIC_WINDOW),
  succeeded: (metric) => metric <= INSERTED,
};
