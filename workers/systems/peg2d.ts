/**
 * Planar peg insertion (appendix B, "Peg insertion", 2D).
 *
 * A three-link arm in a vertical plane brings a peg of 0.5 m to the bottom of a slot. State: the three joint angles and
 * their velocities. Actions: the torques of shoulder and elbow. The third joint, the wrist that holds the peg, has no
 * motor: a spring with a damper moves it, so the peg turns in the hand when the slot pushes on it.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + w_p ℓ12(p_x − p*),   w_u = 1e-6,   w_p = 1
 */
import type { TaskDescription } from "./description.ts";
import { holdingController } from "./holding-controller.ts";
import { armSignals, insertionBehaviour, insertionDescription, oneSlot, restingAt, STEPS } from "./insertion.ts";
import { insertionPresets } from "./insertion-presets.ts";
import { type Surroundings, slotsOnLine } from "./slots.ts";
import type { System } from "./system.ts";

/** At the start the tip hangs 0.27 m above the slot's mouth and 0.15 m to its right; joint angles [rad]. */
const START = restingAt([0.94, -1.8032, -0.36]);

/** As high above the table, and 0.1 m to the left of a row's first slot: from there a peg that slides to the right finds all of them. */
const BESIDE_ROW = restingAt([1.1319, -2.1627, -0.36]);
const BESIDE_WIDE_ROW = restingAt([1.1834, -2.2604, -0.36]);

/** From one end of a wide row the peg can slide along the table to all of its slots; leaves and block overlap, so that it finds no gap. */
const WIDE_TABLE: Surroundings = {
  name: "wide table",
  shifts: [
    { body: "left_leaf", by: [-0.2, 0, 0.01] },
    { body: "right_leaf", by: [0.2, 0, 0.01] },
  ],
};

const description: TaskDescription = {
  ...insertionDescription,
  name: "peg2d",
  title: "Peg 2D",
  summary: "A planar arm with two motors and a sprung wrist inserts a peg into a slot.",
  model: "peg2d.xml",
  stateDim: 6,
  actionDim: 2,
  ...armSignals([
    { name: "shoulder", limit: 100 },
    { name: "elbow", limit: 100 },
    { name: "wrist", limit: null },
  ]),
  conditionSets: [
    oneSlot(START),
    {
      name: "slots",
      title: "Four slots within 0.1 m",
      summary: "The slot stands up to 0.1 m to the left or right; four other places are held out.",
      ...slotsOnLine(BESIDE_ROW, 0.1),
    },
    {
      name: "slots-wide",
      title: "Four slots within 0.2 m",
      summary: "The slot stands up to 0.2 m to the left or right, in a wider table; four other places are held out.",
      ...slotsOnLine(BESIDE_WIDE_ROW, 0.2, WIDE_TABLE),
    },
  ],
  presets: [
    ...insertionPresets({
      trajectory: {
        rollbackRatio: 3,
        retrialAfter: 3,
        klStep: 2,
        stepMin: 0.1,
        stepMax: 0.35,
        lateSpread: 1.2,
        noiseDecay: 0.95,
      },
      gps: { rollbackRatio: 2, klStep: 1, stepMin: 0.05, lateSpread: 3, noiseDecay: 0.9 },
    }),
    {
      key: "policyTerm",
      value: "reverse",
      reason:
        "A policy that searches for the slot finds it less often with the appendix's direction, with some seeds hardly ever",
      methods: ["gps"],
    },
  ],
};

export const peg2d: System = {
  ...insertionBehaviour,
  description,
  initialController: ({ mean }) =>
    holdingController({
      steps: STEPS,
      posture: mean.slice(0, 3),
      joints: [0, 1],
      proportional: 5,
      derivative: 1,
      noise: 5,
    }),
};
