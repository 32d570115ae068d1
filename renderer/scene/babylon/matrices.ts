import type { Pose } from "../kinematics.ts";

/** Writes a pose as the sixteen numbers of a Babylon matrix (rows are the images of the axes). */
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
