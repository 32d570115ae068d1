/** The ellipsoid of a cloud of points: half axes along the eigenvectors of their covariance (cyclic Jacobi rotations). */
import type { Vector } from "../../workers/physics/quaternion.ts";

/** Half axes of an ellipsoid as vectors, and its middle [m]. */
export interface Ellipsoid {
  centre: Vector;
  halfAxes: [Vector, Vector, Vector];
}

/** Rotations until a symmetric 3 × 3 matrix is diagonal to the last bits. */
const SWEEPS = 12;

type Matrix = [Vector, Vector, Vector];

/** `sigmas` standard deviations from the middle to the surface; null for fewer than two points. */
export function ellipsoidOf(points: readonly Vector[], sigmas: number): Ellipsoid | null {
  if (points.length < 2) return null;
  const mean = (value: (point: Vector) => number) =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length;
  const centre = [0, 1, 2].map((i) => mean((point) => point[i]!)) as Vector;
  const unbiased = points.length / (points.length - 1);
  const covariance = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => unbiased * mean((point) => (point[i]! - centre[i]!) * (point[j]! - centre[j]!))),
  ) as Matrix;
  const { values, vectors } = eigen(covariance);
  const halfAxes = vectors.map((vector, k) =>
    vector.map((value) => value * sigmas * Math.sqrt(Math.max(0, values[k]!))),
  ) as Ellipsoid["halfAxes"];
  return { centre, halfAxes };
}

/** Eigenvalues and, in the same order, unit eigenvectors of a symmetric matrix. */
export function eigen(symmetric: Matrix): { values: Vector; vectors: Matrix } {
  const a = symmetric.map((row) => [...row]) as Matrix;
  const v: Matrix = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      rotate(a, v, p, q);
  return { values: [a[0][0], a[1][1], a[2][2]], vectors: v };
}

/** The rotation in the plane of p and q that makes a_pq nothing; rows of `v` collect the eigenvectors. */
function rotate(a: Matrix, v: Matrix, p: 0 | 1, q: 1 | 2): void {
  const apq = a[p][q];
  if (apq === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < 3; k++) [a[k]![p], a[k]![q]] = [c * a[k]![p] - s * a[k]![q], s * a[k]![p] + c * a[k]![q]];
  for (let k = 0; k < 3; k++) [a[p][k], a[q][k]] = [c * a[p][k]! - s * a[q][k]!, s * a[p][k]! + c * a[q][k]!];
  for (let k = 0; k < 3; k++) [v[p][k], v[q][k]] = [c * v[p][k]! - s * v[q][k]!, s * v[p][k]! + c * v[q][k]!];
}
