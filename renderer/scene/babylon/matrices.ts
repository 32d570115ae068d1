/** Poses as the sixteen numbers of a Babylon matrix: rows are the images of the axes, then of the origin. */

import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { Pose } from "../kinematics.ts";

export function writeMatrix({ position: p, orientation: [w, x, y, z] }: Pose, out: Float32Array, at: number): void {
  out[at] = 1 - 2 * (y * y + z * z);
  out[at + 1] = 2 * (x * y + w * z);
  out[at + 2] = 2 * (x * z - w * y);
  out[at + 3] = 0;
  out[at + 4] = 2 * (x * y - w * z);
  out[at + 5] = 1 - 2 * (x * x + z * z);
  out[at + 6] = 2 * (y * z + w * x);
  out[at + 7] = 0;
  out[at + 8] = 2 * (x * z + w * y);
  out[at + 9] = 2 * (y * z - w * x);
  out[at + 10] = 1 - 2 * (x * x + y * y);
  out[at + 11] = 0;
  out[at + 12] = p[0];
  out[at + 13] = p[1];
  out[at + 14] = p[2];
  out[at + 15] = 1;
}

/** Writes what takes a stick along z, from −½ to ½ and of radius 1, to the stick of a radius between two points [m]. */
export function writeStick(from: Vector, to: Vector, radius: number, out: Float32Array, at: number): void {
  const along: Vector = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = Math.hypot(...along);
  // Any direction across will do: y, turned square to the stick, or x for a stick along y.
  const across: Vector = Math.abs(along[1]) < 0.9 * length ? [0, 1, 0] : [1, 0, 0];
  const share = length === 0 ? 0 : (across[0] * along[0] + across[1] * along[1]) / length ** 2;
  const u = across.map((value, i) => value - share * along[i]!) as Vector;
  const scale = radius / Math.hypot(...u);
  const unit = length === 0 ? 0 : 1 / length;
  // v = along × u completes the frame.
  const v = [along[1] * u[2] - along[2] * u[1], along[2] * u[0] - along[0] * u[2], along[0] * u[1] - along[1] * u[0]];
  for (let i = 0; i < 3; i++) {
    out[at + i] = u[i]! * scale;
    out[at + 4 + i] = v[i]! * unit * scale;
    out[at + 8 + i] = along[i]!;
    out[at + 12 + i] = (from[i]! + to[i]!) / 2;
    out[at + 4 * i + 3] = 0;
  }
  out[at + 15] = 1;
}
