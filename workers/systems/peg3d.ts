/**
 * Peg insertion in space (appendix B, "Peg insertion", 3D).
 *
 * An arm with three degrees of freedom at the shoulder, one at the elbow and two at the wrist brings a peg of 0.5 m to the
 * bottom of a square slot. State: the six joint angles and their velocities. Actions: the six joint torques.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + w_p ℓ12(p_x − p*),   w_u = 1e-6,   w_p = 1
 */
import type { TaskDescription } from "./description.ts";
import { holdingController } from "./holding-controller.ts";
import { armSignals, insertionBehaviour, insertionDescription, oneSlot, restingAt, STEPS } from "./insertion.ts";
import { insertionPresets } from "./insertion-presets.ts";
import { slotsOnLine, slotsOnSquare } from "./slots.ts";
import type { System } from "./system.ts";

/** At the start the tip hangs above the slot's mouth, to its right and 0.2 m behind it; joint angles [rad]. */
const START = restingAt([0.15, 0.95, 0, -1.85, -0.17, 0]);

/** The tip 0.27 m above the table, in line with a row of slots and 0.1 m to the left of its first. */
const BESIDE_ROW = restingAt([0, 1.1253, 0, -2.1983, -0.17, 0]);

const JOINTS = [
  { name: "shoulder yaw", limit: 100 },
  { name: "shoulder pitch", limit: 100 },
  { name: "shoulder roll", limit: 100 },
  { name: "elbow", limit: 100 },
  { name: "wrist pitch", limit: 50 },
  { name: "wrist tilt", limit: 50 },
];

/** With which the methods go on near the mouth. */
const CARE = { rollbackRatio: 2, klStep: 1, stepMin: 0.05, lateSpread: 3, noiseDecay: 0.9 };

const description: TaskDescription = {
  ...insertionDescription,
  name: "peg3d",
  title: "Peg 3D",
  summary: "An arm with six motors inserts a peg into a square slot.",
  model: "peg3d.xml",
  stateDim: 12,
  actionDim: 6,
  ...armSignals(JOINTS),
  conditionSets: [
    oneSlot(START),
    {
      name: "slots",
      title: "Four slots within 0.05 m",
      summary: "The slot stands up to 0.05 m to the left or right; four other places are held out.",
      ...slotsOnLine(BESIDE_ROW, 0.05),
    },
    {
      name: "slots-square",
      title: "Four slots in a square",
      summary: "The slot stands at the corners of a square of 0.1 m; the middles of its sides are held out.",
      ...slotsOnSquare(START, 0.05),
    },
  ],
  presets: [
    ...insertionPresets({ trajectory: CARE, gps: CARE }),
    {
      key: "iterations",
      value: 40,
      reason: "The peg is to find the mouth in two directions, with six motors: twice the rollouts of the plane",
      methods: ["trajectory", "gps"],
    },
  ],
};

export const peg3d: System = {
  ...insertionBehaviour,
  description,
  initialController: ({ mean }) =>
    holdingController({
      steps: STEPS,
      posture: mean.slice(0, 6),
      joints: [0, 1, 2, 3, 4, 5],
      proportional: 5,
      derivative: 1,
      noise: 5,
    }),
};
