/**
 * A linear-Gaussian controller that merely holds a posture: proportional–derivative feedback with constant noise,
 *
 *   u_t = −P (q_a − q_a*) − D v_a + ε,   ε ~ N(0, σ² I)
 *
 * where q_a, v_a are the positions and velocities of the joints that have a motor.
 */
import type { LinearGaussianController } from "../trainer-api.ts";

export interface HoldingOptions {
  steps: number;
  /** q*: [dX/2] posture to hold. */
  posture: readonly number[];
  /** For each action, the joint that it drives. */
  joints: readonly number[];
  /** P [action unit per position unit]. */
  proportional: number;
  /** D [action unit per velocity unit]. */
  derivative: number;
  /** σ [action unit]. */
  noise: number;
}

export function holdingController(options: HoldingOptions): LinearGaussianController {
  const { steps, posture, joints, proportional, derivative, noise } = options;
  const dU = joints.length;
  const dX = 2 * posture.length;
  const gains = new Float64Array(steps * dU * dX);
  const offsets = new Float64Array(steps * dU);
  const covariances = new Float64Array(steps * dU * dU);
  for (let t = 0; t < steps; t++) {
    for (const [i, joint] of joints.entries()) {
      const row = (t * dU + i) * dX;
      gains[row + joint] = -proportional;
      gains[row + posture.length + joint] = -derivative;
      offsets[t * dU + i] = proportional * posture[joint];
      covariances[(t * dU + i) * dU + i] = noise ** 2;
    }
  }
  return { gains, offsets, covariances };
}
