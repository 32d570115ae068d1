/**
 * Walker (appendix B, "Walking").
 *
 * A planar biped, a torso and two legs of three links each, walks forward. State: position of the root (x, z), pitch, the six
 * joint angles, and the nine velocities. Actions: the six joint torques.
 *
 *   ℓ(x, u) = ½ w_u ‖u‖² + ½ w_v (v_x − v*)² + ½ w_h (p_y − p_y*)²
 *   w_u = 1e-4,   w_v = 1,   v* = 2.1 m/s,   w_h = 1,   p_y* = 1.1 m
 *
 * with v_x the forward velocity of the root and p_y its height. Learning starts from a demonstration, a slow gait. A walker
 * has fallen when its hips are below 0.7 m or its torso is more than 1 rad from upright.
 */
import { effort } from "../costs/effort.ts";
import { tracking } from "../costs/tracking.ts";
import type { TaskDescription } from "../description.ts";
import { holdingController } from "../holding-controller.ts";
import type { System } from "../system.ts";
import { hipHeight } from "./anatomy.ts";
import { demonstratedController } from "./demonstration.ts";
import { demonstrationGait, startOfStep } from "./gait.ts";
import { gaitPresets } from "./gait-presets.ts";

const TARGET = { speed: 2.1, height: 1.1 };
const WEIGHT = { effort: 1e-4, speed: 1, height: 1 };
const STEPS = 500;
const DT = 0.01;
const TORQUE_LIMIT = 50;
const DOFS = 9;
/** Standard deviation of the initial angles [rad] and velocities [m/s, rad/s]; the root starts where it starts. */
const START_STD = { angle: 0.01, velocity: 0.02 };
/** Torque noise at the start of learning [N·m]. */
const START_NOISE = 4;
/** Hips below this height [m] or a pitch beyond this angle [rad] are a fall. */
const FALL = { height: 0.7, pitch: 1 };

const coordinates = [
  { name: "root x", symbol: "x", unit: "m", rate: "m/s" },
  { name: "root z", symbol: "z", unit: "m", rate: "m/s" },
  { name: "pitch", symbol: "θ", unit: "rad", rate: "rad/s" },
  ...["right", "left"].flatMap((side) =>
    ["hip", "knee", "ankle"].map((joint) => ({
      name: `${side} ${joint}`,
      symbol: `${side[0]}${joint[0]}`,
      unit: "rad",
      rate: "rad/s",
    })),
  ),
];

const description: TaskDescription = {
  name: "walker",
  title: "Walker",
  summary: "A planar biped learns to walk fast from the demonstration of a slow gait.",
  model: "walker.xml",
  stateDim: 2 * DOFS,
  actionDim: 6,
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
  actions: coordinates.slice(3).map(({ name }, i) => ({
    name: `${name} torque`,
    symbol: `u${i + 1}`,
    unit: "N·m",
    range: [-TORQUE_LIMIT, TORQUE_LIMIT],
  })),
  // The ground is the same everywhere; how high the hips are is to be seen.
  observation: Array.from({ length: 2 * DOFS - 1 }, (_, i) => i + 1),
  travel: 0,
  costTerms: [
    { name: "speed", title: "Speed", weight: WEIGHT.speed, formula: "½ w_v (v_x − v*)²" },
    { name: "height", title: "Height", weight: WEIGHT.height, formula: "½ w_h (p_y − p_y*)²" },
    { name: "effort", title: "Effort", weight: WEIGHT.effort, formula: "½ w_u ‖u‖²" },
  ],
  conditionSets: [
    {
      name: "single",
      title: "One start",
      summary: "The only start of this task.",
      trained: [
        {
          name: "in stride",
          mean: [...startOfStep],
          std: coordinates
            .flatMap((_, i) => (i < 2 ? 0 : START_STD.angle))
            .concat(coordinates.map(() => START_STD.velocity)),
          shifts: [],
        },
      ],
      heldOut: [],
    },
  ],
  metric: {
    name: "speed",
    title: "Mean forward speed; none after a fall",
    unit: "m/s",
    better: "higher",
  },
  success: { title: "No fall in 5 s", threshold: 0 },
  sites: { tip: ["tip"], target: null },
  scene: { follow: true, water: false, feet: ["right_foot", "left_foot"], skin: null },
  presets: [
    ...gaitPresets,
    {
      key: "differenceStep",
      value: 1e-3,
      reason: "Where feet meet the ground the dynamics jump; the slope over a millimetre sees past that",
      methods: ["ilqg"],
    },
  ],
};

export const walker: System = {
  description,
  substeps: 4,
  costTerms: [
    tracking(WEIGHT.speed, DOFS, TARGET.speed),
    tracking(WEIGHT.height, 1, TARGET.height),
    effort(WEIGHT.effort),
  ],
  forces: null,
  fallen: (state) => !(hipHeight(state) >= FALL.height && Math.abs(state[2]) <= FALL.pitch),
  initialController: () =>
    holdingController({
      steps: STEPS,
      posture: [...startOfStep.subarray(0, DOFS)],
      joints: [3, 4, 5, 6, 7, 8],
      proportional: 50,
      derivative: 2.5,
      noise: START_NOISE,
    }),
  demonstration: (simulation) =>
    demonstratedController(simulation, {
      gait: demonstrationGait,
      start: startOfStep,
      steps: STEPS,
      substeps: 4,
      dt: DT,
      limit: TORQUE_LIMIT,
      noise: START_NOISE,
    }),
  metric: ({ states, steps, horizon }) => states[(steps - 1) * 2 * DOFS] / ((horizon - 1) * DT),
  succeeded: () => true,
};
