/**
 * A hand-made gait: the demonstration that the walker learns from.
 *
 * A state machine of four states, after the finite-state controllers for planar bipeds of Yin, Loken and van de Panne
 * (SIMBICON, 2007): each leg swings in turn, first up for a fixed time, then down until its foot meets the ground.
 * Proportional–derivative servos hold target angles; the swing hip's target is corrected by the body's speed and by how far
 * the hips are ahead of the stance ankle,
 *
 *   θ = θ_0 + c_d d + c_v v
 *
 * which places the foot so that the body does not fall, and the stance hip keeps the torso upright.
 */
import { ankleReach, LEG, type Leg, otherLeg, soleHeight } from "./anatomy.ts";

/** Target angles of one of the two phases of a step [rad]; thigh and foot of the swing leg in the world, the rest at joints. */
export interface StepTargets {
  swingThigh: number;
  swingKnee: number;
  swingFoot: number;
  stanceKnee: number;
  stanceAnkle: number;
}

export interface GaitParameters {
  up: StepTargets;
  down: StepTargets;
  /** Pitch of the torso [rad]. */
  pitch: number;
  /** c_d [rad/m] and c_v [rad·s/m]. */
  balance: { distance: number; speed: number };
  /** Stiffness of the servos [N·m/rad], and their damping [N·m·s/rad] for a stiffness of one. */
  stiffness: { hip: number; knee: number; ankle: number };
  damping: number;
  /** Time of the first phase, and longest time of the second [s]. */
  upTime: number;
  downTime: number;
}

/** Where the state machine stands. */
export interface GaitPhase {
  swing: Leg;
  up: boolean;
  /** Time since the phase began [s]. */
  time: number;
}

/** The phase after `dt` seconds, at the positions then. */
export function nextPhase(phase: GaitPhase, positions: ArrayLike<number>, dt: number, gait: GaitParameters): GaitPhase {
  const time = phase.time + dt;
  if (phase.up) return time >= gait.upTime ? { swing: phase.swing, up: false, time: 0 } : { ...phase, time };
  const landed = soleHeight(positions, phase.swing) <= CONTACT || time >= gait.downTime;
  return landed ? { swing: otherLeg(phase.swing), up: true, time: 0 } : { ...phase, time };
}

/** A foot this close to the ground has landed [m]. */
const CONTACT = 0.002;

/** u: [6] torques [N·m] of the gait at positions and velocities [9], within ±limit. */
export function gaitTorques(
  phase: GaitPhase,
  q: ArrayLike<number>,
  v: ArrayLike<number>,
  gait: GaitParameters,
  limit: number,
  u: Float64Array,
): void {
  const [swing, stance] = [LEG[phase.swing], LEG[otherLeg(phase.swing)]];
  const targets = phase.up ? gait.up : gait.down;
  const { hip, knee, ankle } = gait.stiffness;
  const servo = (stiffness: number, target: number, angle: number, rate: number) =>
    stiffness * (target - angle) - gait.damping * Math.sqrt(stiffness) * rate;
  // θ = θ_0 + c_d d + c_v v
  const ahead = -ankleReach(q, otherLeg(phase.swing));
  const thigh = targets.swingThigh + gait.balance.distance * ahead + gait.balance.speed * v[0];
  const [swingAngle, swingRate] = [q[2] + q[swing], v[2] + v[swing]];
  const swingHip = servo(hip, thigh, swingAngle, swingRate);
  // The hips' torques turn the torso the other way: the stance hip gives what keeps it upright.
  const torso = servo(hip, gait.pitch, q[2], v[2]);
  u[swing - 3] = swingHip;
  u[stance - 3] = -torso - swingHip;
  u[swing - 2] = servo(knee, targets.swingKnee, q[swing + 1], v[swing + 1]);
  u[stance - 2] = servo(knee, targets.stanceKnee, q[stance + 1], v[stance + 1]);
  const footAngle = swingAngle + q[swing + 1] + q[swing + 2];
  const footRate = swingRate + v[swing + 1] + v[swing + 2];
  u[swing - 1] = servo(ankle, targets.swingFoot, footAngle, footRate);
  u[stance - 1] = servo(ankle, targets.stanceAnkle, q[stance + 2], v[stance + 2]);
  for (let i = 0; i < u.length; i++) u[i] = Math.min(limit, Math.max(-limit, u[i]));
}

/**
 * A slow gait of 1.2 m/s. Found by a random search for gaits that walk under torque noise of 4 N·m, and whose plan in time
 * (./demonstration.ts) does so too: a plan made from a brittle gait falls as soon as the steps come a little early or late.
 */
export const demonstrationGait: GaitParameters = {
  up: { swingThigh: 0.594, swingKnee: -0.879, swingFoot: -0.118, stanceKnee: -0.14, stanceAnkle: 0.086 },
  down: { swingThigh: -0.118, swingKnee: -0.259, swingFoot: 0.08, stanceKnee: -0.003, stanceAnkle: 0.196 },
  pitch: -0.3,
  balance: { distance: 0.37, speed: 0.169 },
  stiffness: { hip: 110, knee: 101.327, ankle: 31.617 },
  damping: 0.49,
  upTime: 0.172,
  downTime: 0.396,
};

/** A state of this gait, in stride at the beginning of a step of the left leg: positions, then velocities. */
export const startOfStep = Float64Array.of(
  ...[0, 1.0697, -0.3197, 0.6437, -0.1726, -0.0685, 0.1671, -0.1379, 0.291],
  ...[1.4154, -0.2816, -0.0148, -0.8238, -0.5082, 0.867, -2.0858, 0.9932, 1.1082],
);
