/** Where bodies are, and where one is as seen from another. */
import { multiply, type Quaternion, rotate, type Vector } from "../../../workers/physics/quaternion.ts";

export interface Pose {
  /** [m] */
  position: Vector;
  orientation: Quaternion;
}

/** Of all bodies at a step of a replay's [T, bodies, 7]; none where it has no poses. */
export function posesAt(poses: Float32Array, bodies: number, step: number): Pose[] {
  const rows = poses.subarray(step * 7 * bodies, (step + 1) * 7 * bodies);
  return Array.from({ length: rows.length / 7 }, (_, body) => {
    const [x, y, z, ...orientation] = rows.subarray(7 * body, 7 * body + 7);
    return { position: [x, y, z], orientation: orientation as Quaternion };
  });
}

/** At a step of [T, 3]. */
export function pointAt(points: Float32Array, step: number): Vector {
  const [x, y, z] = points.subarray(3 * step, 3 * step + 3);
  return [x, y, z];
}

/** A pose in a carrier's frame, in the frame that the carrier's pose is in: p + R(q) p′, q ∘ q′. */
export function carried({ position, orientation }: Pose, local: Pose): Pose {
  const turned = rotate(orientation, local.position);
  return {
    position: position.map((value, i) => value + turned[i]) as Vector,
    orientation: multiply(orientation, local.orientation),
  };
}

/** A pose as its carrier sees it, both in one frame: R(q)ᵀ (p′ − p), q* ∘ q′. */
export function seenFrom({ position, orientation: [w, x, y, z] }: Pose, pose: Pose): Pose {
  const back: Quaternion = [w, -x, -y, -z];
  return {
    position: rotate(back, pose.position.map((value, i) => value - position[i]) as Vector),
    orientation: multiply(back, pose.orientation),
  };
}
