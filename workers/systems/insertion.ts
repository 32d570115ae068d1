/**
 * What the insertion tasks have in common (appendix B, "Peg insertion"): an arm brings a peg to the bottom of a slot.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + w_p ℓ12(p_x − p*),   ℓ12(z) = ½‖z‖² + √(α + ‖z‖²),   w_u = 1e-6,   w_p = 1
 *
 * The appendix leaves α of ℓ12, the arm's dimensions and the start open; they are chosen here and in the model files.
 */
import { distance } from "./costs/distance.ts";
import { effort } from "./costs/effort.ts";
import { type Condition, type ConditionSet, fixedScene, type TaskDescription } from "./description.ts";
import { finalDistance } from "./final-distance.ts";
import type { System } from "./system.ts";

const EFFORT_WEIGHT = 1e-6;
const DISTANCE_WEIGHT = 1;
/** α of ℓ12 [m²]: the soft absolute norm turns round within 3 mm of the goal. */
const SOFTNESS = 1e-5;
export const STEPS = 800;
/** The metric is averaged over the last 0.1 s. */
const METRIC_WINDOW = 10;
/** Within this distance the peg counts as inserted [m]. */
const INSERTED = 0.05;
/** Standard deviation of the initial joint angles [rad] and velocities [rad/s]. */
const START_STD = { angle: 0.01, velocity: 0.01 };

/** Initial states around an arm at rest. */
export function restingAt(posture: readonly number[]): Pick<Condition, "mean" | "std"> {
  return {
    mean: [...posture, ...posture.map(() => 0)],
    std: [...posture.map(() => START_STD.angle), ...posture.map(() => START_STD.velocity)],
  };
}

interface Joint {
  name: string;
  /** Torque limit [N·m]; null for a joint without a motor. */
  limit: number | null;
}

/** Angles and velocities of all joints, and the torques of those with a motor; a policy sees the states, not the slot. */
export function armSignals(joints: readonly Joint[]): Pick<TaskDescription, "states" | "actions" | "observation"> {
  const motors = joints.flatMap(({ name, limit }) => (limit === null ? [] : [{ name, limit }]));
  return {
    states: [
      ...joints.map(({ name }, i) => ({ name: `${name} angle`, symbol: `q${i + 1}`, unit: "rad", range: null })),
      ...joints.map(({ name }, i) => ({ name: `${name} velocity`, symbol: `v${i + 1}`, unit: "rad/s", range: null })),
    ],
    actions: motors.map(({ name, limit }, i) => ({
      name: `${name} torque`,
      symbol: `u${i + 1}`,
      unit: "N·m",
      range: [-limit, limit],
    })),
    observation: Array.from({ length: 2 * joints.length }, (_, i) => i),
  };
}

/** The set with the slot where the model has it. */
export function oneSlot(start: Pick<Condition, "mean" | "std">): ConditionSet {
  return {
    name: "single",
    title: "One slot",
    summary: "The slot stands where the model has it.",
    trained: [{ name: "above the slot", ...start, shifts: [] }],
    heldOut: [],
  };
}

/** What the tasks tell alike of themselves. */
export const insertionDescription = {
  steps: STEPS,
  dt: 0.01,
  travel: null,
  costTerms: [
    { name: "distance", title: "Distance", weight: DISTANCE_WEIGHT, formula: "w_p (½‖p − p*‖² + √(α + ‖p − p*‖²))" },
    { name: "effort", title: "Effort", weight: EFFORT_WEIGHT, formula: "½ w_u ‖u‖²" },
  ],
  metric: { name: "distance", title: "Final distance to slot bottom", unit: "m", better: "lower" },
  success: { title: "Inserted to within 0.05 m", threshold: INSERTED },
  sites: { tip: ["tip"], target: "target" },
  scene: fixedScene,
} satisfies Partial<TaskDescription>;

/** What they do alike. */
export const insertionBehaviour = {
  substeps: 2,
  costTerms: [distance(DISTANCE_WEIGHT, SOFTNESS), effort(EFFORT_WEIGHT)],
  forces: null,
  fallen: null,
  demonstration: null,
  metric: (trace) => finalDistance(trace, METRIC_WINDOW),
  succeeded: (metric) => metric <= INSERTED,
} satisfies Partial<System>;
