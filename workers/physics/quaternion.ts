/** Unit quaternions (w, x, y, z) and vectors as tuples. */

export type Vector = [number, number, number];
export type Quaternion = [number, number, number, number];

/** a ∘ b: first b, then a. */
export function multiply(a: Quaternion, b: Quaternion): Quaternion {
  return [
    a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
    a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
    a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
    a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
  ];
}

/** R(q) v, as v + 2w(u×v) + 2u×(u×v) with q = (w, u). */
export function rotate([w, x, y, z]: Quaternion, v: Vector): Vector {
  const tx = 2 * (y * v[2] - z * v[1]);
  const ty = 2 * (z * v[0] - x * v[2]);
  const tz = 2 * (x * v[1] - y * v[0]);
  return [v[0] + w * tx + y * tz - z * ty, v[1] + w * ty + z * tx - x * tz, v[2] + w * tz + x * ty - y * tx];
}

/** Rotation by `angle` [rad] about a unit axis. */
export function axisAngle(axis: Vector, angle: number): Quaternion {
  const s = Math.sin(angle / 2);
  return [Math.cos(angle / 2), axis[0] * s, axis[1] * s, axis[2] * s];
}

/** The identity for a quaternion of length zero. */
export function normalise(q: Quaternion): Quaternion {
  const length = Math.hypot(...q);
  return length === 0 ? [1, 0, 0, 0] : [q[0] / length, q[1] / length, q[2] / length, q[3] / length];
}
