/**
 * Planar peg insertion (appendix B, "Peg insertion", 2D).
 *
 * A three-link arm in a vertical plane brings a peg of 0.5 m to the bottom of a slot. State: the three joint angles and
 * their velocities. Actions: the torques of shoulder and elbow. The third joint, the wrist that holds the peg, has no
 * motor: a spring with a damper moves it, so the peg turns in the hand when the slot pushes on it.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + w_p ℓ12(p_x − p*),   w_u = 1e-6,   w_p = 1
 *
 * The appendix leaves α of ℓ12, the arm's dimensions and the start open; they are chosen here and in the model file.
 */
import { distance } from "./costs/distance.ts";
import { effort } from "./costs/effort.ts";
import { fixedScene, type TaskDescription } from "./description.ts";
import { finalDistance } from "./final-distance.ts";
import { holdingController } from "./holding-controller.ts";
import { insertionPresets } from "./insertion-presets.ts";
import { slotsOnLine } from "./slots.ts";
import type { System } from "./system.ts";

/** Joint angles at the start [rad]: the tip hangs 0.29 m above the slot's mouth and 0.19 m to its right. */
const POSTURE = [0.95, -1.85, -0.17];
/** Standard deviation of the initial joint angles [rad] and velocities [rad/s]. */
const START_STD = { angle: 0.01, velocity: 0.01 };
const START = {
  mean: [...POSTURE, 0, 0, 0],
  std: [...POSTURE.map(() => START_STD.angle), ...POSTURE.map(() => START_STD.velocity)],
};
const EFFORT_WEIGHT = 1e-6;
const DISTANCE_WEIGHT = 1;
/** α of ℓ12 [m²]: the soft absolute norm turns round within 3 mm of the goal. */
const SOFTNESS = 1e-5;
const STEPS = 800;
const DT = 0.01;
const TORQUE_LIMIT = 100;
/** The metric is averaged over the last 0.1 s. */
const METRIC_WINDOW = 10;
/** Within this distance the peg counts as inserted [m]. */
const INSERTED = 0.05;

const JOINTS = ["shoulder", "elbow", "wrist"];

const description: TaskDescription = {
  name: "peg2d",
  title: "Peg 2D",
  summary: "A planar arm with two motors and a sprung wrist inserts a peg into a slot.",
  model: "peg2d.xml",
  stateDim: 6,
  actionDim: 2,
  steps: STEPS,
  dt: DT,
  states: [
    ...JOINTS.map((joint, i) => ({ name: `${joint} angle`, symbol: `q${i + 1}`, unit: "rad", range: null })),
    ...JOINTS.map((joint, i) => ({ name: `${joint} velocity`, symbol: `v${i + 1}`, unit: "rad/s", range: null })),
  ],
  actions: ["shoulder", "elbow"].map((joint, i) => ({
    name: `${joint} torque`,
    symbol: `u${i + 1}`,
    unit: "N·m",
    range: [-TORQUE_LIMIT, TORQUE_LIMIT],
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
      title: "Four slots within 0.1 m",
      summary: "The slot stands up to 0.1 m to the left or right; four other places are held out.",
      ...slotsOnLine(START, 0.1),
    },
    {
      name: "slots-wide",
      title: "Four slots within 0.2 m",
      summary: "The slot stands up to 0.2 m to the left or right; four other places are held out.",
      ...slotsOnLine(START, 0.2),
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
  presets: insertionPresets(0.8),
};

export const peg2d: System = {
  description,
  substeps: 2,
  costTerms: [distance(DISTANCE_WEIGHT, SOFTNESS), effort(EFFORT_WEIGHT)],
  forces: null,
  fallen: null,
  demonstration: null,
  initialController: () =>
    holdingController({ steps: STEPS, posture: POSTURE, joints: [0, 1], proportional: 5, derivative: 1, noise: 5 }),
  metric: (trace) => finalDistance(trace, METRIC_WINDOW),
  succeeded: (metric) => metric <= INSERTED,
};
