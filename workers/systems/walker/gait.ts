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
 * A slow gait of 1.26 m/s. Found by a random search for gaits whose plan in time (./demonstration.ts) stays near its own
 * course under torque noise of 3 N·m: a plan made from a brittle gait falls as soon as the steps come a little early or late,
 * and learning from it stays slow.
 */
export const demonstrationGait: GaitParameters = {
  up: { swingThigh: 0.8839, swingKnee: -1.0098, swingFoot: -0.3022, stanceKnee: -0.2977, stanceAnkle: 0.0267 },
  down: { swingThigh: -0.4424, swingKnee: -0.1563, swingFoot: 0.2389, stanceKnee: 0.102, stanceAnkle: 0.2502 },
  pitch: -0.3392,
  balance: { distance: 0.2273, speed: 0.0842 },
  stiffness: { hip: 56.53, knee: 89.59, ankle: 21.06 },
  damping: 0.5373,
  upTime: 0.1661,
  downTime: 0.4435,
};

/** A state of this gait, in stride at the beginning of a step of the left leg: positions, then velocities. */
export const startOfStep = Float64Array.of(
  ...[0, 1.0752, -0.3754, 0.6324, -0.1151, -0.0339, 0.2288, -0.0837, 0.2284],
  ...[1.5479, -0.1816, -0.4814, -1.475, 1.0329, -1.8893, -1.7345, 1.1747, 0.563],
);
