/**
 * Swimmer (appendix B, "Swimming").
 *
 * Three links with two joints swim forward in a plane by bending. State: position and heading of the middle link, the two
 * joint angles, and the five velocities. Actions: the torques between the links.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + ½ w_v (v_x − v*)²,   w_u = 2e-5,   w_v = 1,   v* = 2.0 m/s
 *
 * where v_x is the forward velocity of the middle link. The appendix leaves the links and the water's drag open.
 */
import { effort } from "../costs/effort.ts";
import { tracking } from "../costs/tracking.ts";
import type { TaskDescription } from "../description.ts";
import { restingController } from "../resting-controller.ts";
import type { System } from "../system.ts";
import { water } from "./water.ts";

const TARGET_SPEED = 2;
const EFFORT_WEIGHT = 2e-5;
const SPEED_WEIGHT = 1;
const STEPS = 400;
const DT = 0.05;
const TORQUE_LIMIT = 60;
const DOFS = 5;
/** Standard deviation of the initial positions [m, rad] and velocities [m/s, rad/s]. */
const START_STD = 0.01;
/** Torque noise at the start of learning [N·m]. */
const START_NOISE = 20;
/** Speed over the second half from which on a rollout counts as a success [m/s]. */
const FAST = 1.8;

const coordinates = [
  { name: "x", symbol: "x", unit: "m", rate: "m/s" },
  { name: "y", symbol: "y", unit: "m", rate: "m/s" },
  { name: "heading", symbol: "θ", unit: "rad", rate: "rad/s" },
  { name: "front joint", symbol: "q1", unit: "rad", rate: "rad/s" },
  { name: "rear joint", symbol: "q2", unit: "rad", rate: "rad/s" },
];

const description: TaskDescription = {
  name: "swimmer",
  title: "Swimmer",
  summary: "A chain of three links swims forward through water.",
  model: "swimmer.xml",
  stateDim: 2 * DOFS,
  actionDim: 2,
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
  actions: ["front", "rear"].map((joint, i) => ({
    name: `${joint} torque`,
    symbol: `u${i + 1}`,
    unit: "N·m",
    range: [-TORQUE_LIMIT, TORQUE_LIMIT],
  })),
  // Water is the same everywhere: where the chain is tells nothing of what to do.
  observation: Array.from({ length: 2 * DOFS - 2 }, (_, i) => i + 2),
  travel: 0,
  costTerms: [
    { name: "speed", title: "Speed", weight: SPEED_WEIGHT, formula: "½ w_v (v_x − v*)²" },
    { name: "effort", title: "Effort", weight: EFFORT_WEIGHT, formula: "½ w_u ‖u‖²" },
  ],
  conditionSets: [
    {
      name: "single",
      title: "One start",
      summary: "The only start of this task.",
      trained: [
        {
          name: "at rest",
          mean: new Array(2 * DOFS).fill(0),
          std: new Array(2 * DOFS).fill(START_STD),
          shifts: [],
        },
      ],
      heldOut: [],
    },
  ],
  metric: {
    name: "speed",
    title: "Mean forward speed over the second half",
    unit: "m/s",
    better: "higher",
  },
  success: { title: "At least 1.8 m/s over the second half", threshold: FAST },
  sites: { tip: ["tip"], target: null },
  scene: { follow: true, water: true, feet: [], skin: null },
  presets: [
    {
      key: "iterations",
      value: 40,
      reason: "A stroke is built up from rest, a little faster at every iteration",
      methods: ["trajectory", "gps"],
    },
    {
      key: "stepMin",
      value: 0.4,
      reason: "A stroke has no cliff to fall off: small steps only take longer",
      methods: ["trajectory"],
    },
    {
      key: "noiseDecayStart",
      value: 15,
      reason:
        "The bound is measured in units of the noise: while a stroke is still to be found, steps are not to become shorter with it",
      methods: ["trajectory"],
    },
    {
      key: "priorMean",
      value: 0.25,
      reason: "In still water the rollouts themselves tell what the strokes do; there are no contacts to average over",
      methods: ["trajectory"],
    },
    {
      key: "priorCovariance",
      value: 0.25,
      reason: "As for the prior's mean",
      methods: ["trajectory"],
    },
  ],
};

export const swimmer: System = {
  description,
  substeps: 5,
  costTerms: [tracking(SPEED_WEIGHT, DOFS, TARGET_SPEED), effort(EFFORT_WEIGHT)],
  forces: water,
  fallen: null,
  demonstration: null,
  initialController: () => restingController({ steps: STEPS, stateDim: 2 * DOFS, mean: [0, 0], noise: START_NOISE }),
  metric: ({ states, steps }) => {
    const half = Math.floor(steps / 2);
    const distance = states[(steps - 1) * 2 * DOFS] - states[half * 2 * DOFS];
    return distance / ((steps - 1 - half) * DT);
  },
  succeeded: (speed) => speed >= FAST,
};
