/**
 * The forces of the octopus arm: muscles, the pressure that keeps each chamber's area, and the drag of the water.
 *
 *   muscle     T = k0 (ℓ − ℓ0) + k1 a (ℓ − ℓ0/2)₊ + c dℓ/dt        a ∈ [0, 1] its activation; T pulls the ends together
 *   pressure   F = Jᵀλ,   J = ∂A/∂q of the six areas A(q),   λ such that the next step's velocities keep them
 *   drag       dF = −½ ρ (c_n |v_n| v_n n + c_t |v_t| v_t t) dℓ            along every edge
 *
 * The passive muscle is in equilibrium at its rest length; activation makes it stiffer, so that it pulls towards half
 * of it. The water of a chamber does not change its volume, which in the plane is its area: with the mass matrix M and
 * MuJoCo's semi-implicit Euler step v⁺ = v + h M⁻¹(F + Jᵀλ), the multipliers solve
 *
 *   (J M⁻¹ Jᵀ) h λ = −J (v + h M⁻¹ F) − (β/h) (A − A0)
 *
 * where the last term takes out what second-order errors leave over.
 */
import { cholesky, solveCholesky } from "../../math/cholesky.ts";
import type { BodyForces } from "../body-forces.ts";
import {
  CHAMBERS,
  cornersOf,
  DOFS,
  FIRST_EDGE_INERTIA,
  MUSCLES,
  restPosition,
  VERTEX_MASS,
  VERTICES,
  WIDTH,
} from "./anatomy.ts";

/** Stiffness of a passive muscle [N/m], what full activation adds to it [N/m], and its damping [N·s/m]. */
export const STIFFNESS = { passive: 60, active: 300, damping: 6 };
/** Density of the water [kg/m³] times the arm's depth [m]; drag coefficients across and along an edge. */
export const WATER = { density: 1000, depth: 0.02, normal: 1, tangential: 0.05 };
/** β: share of an area's error that a step takes out. */
const CORRECTION = 0.2;

/** Areas of the six chambers [m²] for vertices: [2·14]. */
export function areasOf(vertices: Float64Array, out: Float64Array): void {
  for (let c = 0; c < CHAMBERS; c++) {
    const [p, q, r, s] = cornersOf(c);
    // Half the cross product of the diagonals.
    const [x1, z1] = [vertices[2 * r] - vertices[2 * p], vertices[2 * r + 1] - vertices[2 * p + 1]];
    const [x2, z2] = [vertices[2 * s] - vertices[2 * q], vertices[2 * s + 1] - vertices[2 * q + 1]];
    out[c] = 0.5 * (x1 * z2 - z1 * x2);
  }
}

/** Positions [m] and velocities [m/s] of all 14 vertices, x and z of each, from the 25 degrees of freedom. */
export function placeVertices(
  positions: Float64Array,
  velocities: Float64Array,
  points: Float64Array,
  speeds: Float64Array,
): void {
  const [sin, cos] = [Math.sin(positions[0]), Math.cos(positions[0])];
  // The first edge stands across the arm; a positive angle turns z towards −x.
  for (const [vertex, side] of [
    [0, -0.5],
    [1, 0.5],
  ]) {
    const r = side * WIDTH.base;
    points[2 * vertex] = -r * sin;
    points[2 * vertex + 1] = r * cos;
    speeds[2 * vertex] = -r * cos * velocities[0];
    speeds[2 * vertex + 1] = -r * sin * velocities[0];
  }
  for (let i = 1; i < DOFS; i++) {
    points[i + 3] = positions[i];
    speeds[i + 3] = velocities[i];
  }
}

/** Areas at rest: A0. */
function restAreas(): Float64Array {
  const points = Float64Array.from(Array.from({ length: VERTICES }, (_, vertex) => [...restPosition(vertex)]).flat());
  const areas = new Float64Array(CHAMBERS);
  areasOf(points, areas);
  return areas;
}

/** M⁻¹ of the 25 degrees of freedom. */
const inverseMass = Float64Array.from({ length: DOFS }, (_, i) => 1 / (i === 0 ? FIRST_EDGE_INERTIA : VERTEX_MASS));

/** Forces on the 14 vertices [28] as generalised forces [25]. */
function generalise(forces: Float64Array, points: Float64Array, out: Float64Array): void {
  // The first edge feels the torque about its midpoint, the origin: −z F_x + x F_z.
  out[0] = 0;
  for (let v = 0; v < 2; v++) out[0] += points[2 * v] * forces[2 * v + 1] - points[2 * v + 1] * forces[2 * v];
  for (let i = 1; i < DOFS; i++) out[i] = forces[i + 3];
}

/** Adds the pull of every muscle to the forces on the vertices. */
function addMuscles(activation: Float64Array, points: Float64Array, speeds: Float64Array, forces: Float64Array): void {
  const { passive, active, damping } = STIFFNESS;
  for (const [m, { a, b, length: rest }] of MUSCLES.entries()) {
    const [dx, dz] = [points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]];
    const length = Math.hypot(dx, dz);
    const [ex, ez] = [dx / length, dz / length];
    const rate = (speeds[2 * b] - speeds[2 * a]) * ex + (speeds[2 * b + 1] - speeds[2 * a + 1]) * ez;
    const stretch = Math.max(0, length - rest / 2);
    // T = k0 (ℓ − ℓ0) + k1 a (ℓ − ℓ0/2)₊ + c dℓ/dt
    const activated = active * Math.min(1, Math.max(0, activation[m])) * stretch;
    const tension = passive * (length - rest) + activated + damping * rate;
    forces[2 * a] += tension * ex;
    forces[2 * a + 1] += tension * ez;
    forces[2 * b] -= tension * ex;
    forces[2 * b + 1] -= tension * ez;
  }
}

/** Adds the drag along the 18 muscles' edges, with the water's speed relative to the middle of each, shared by its ends. */
export function addDrag(points: Float64Array, speeds: Float64Array, forces: Float64Array): void {
  const scale = 0.5 * WATER.density * WATER.depth;
  for (const { a, b } of MUSCLES) {
    const [dx, dz] = [points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]];
    const length = Math.hypot(dx, dz);
    const [tx, tz] = [dx / length, dz / length];
    const [vx, vz] = [(speeds[2 * a] + speeds[2 * b]) / 2, (speeds[2 * a + 1] + speeds[2 * b + 1]) / 2];
    const [along, across] = [vx * tx + vz * tz, vz * tx - vx * tz];
    const ft = -scale * WATER.tangential * Math.abs(along) * along * length;
    const fn = -scale * WATER.normal * Math.abs(across) * across * length;
    const [fx, fz] = [(ft * tx - fn * tz) / 2, (ft * tz + fn * tx) / 2];
    for (const v of [a, b]) {
      forces[2 * v] += fx;
      forces[2 * v + 1] += fz;
    }
  }
}

/** J: [6, 25] ← ∂A/∂q. */
function areaJacobian(points: Float64Array, row: Float64Array, J: Float64Array): void {
  for (let c = 0; c < CHAMBERS; c++) {
    row.fill(0);
    const corners = cornersOf(c);
    // ∂A/∂(x, z) of a corner is half the vector from the corner before to the one after, turned by a right angle.
    for (let i = 0; i < 4; i++) {
      const [before, at, after] = [corners[(i + 3) % 4], corners[i], corners[(i + 1) % 4]];
      row[2 * at] = 0.5 * (points[2 * after + 1] - points[2 * before + 1]);
      row[2 * at + 1] = -0.5 * (points[2 * after] - points[2 * before]);
    }
    generalise(row, points, J.subarray(c * DOFS, (c + 1) * DOFS));
  }
}

/** The arm in its water. */
export function hydrostat(): BodyForces {
  const rest = restAreas();
  const points = new Float64Array(2 * VERTICES);
  const speeds = new Float64Array(2 * VERTICES);
  const forces = new Float64Array(2 * VERTICES);
  const areas = new Float64Array(CHAMBERS);
  const J = new Float64Array(CHAMBERS * DOFS);
  const G = new Float64Array(CHAMBERS * CHAMBERS);
  const multipliers = new Float64Array(CHAMBERS);

  /** λ of the six chambers, in place of the right-hand side −J (v + h M⁻¹ F) − (β/h) (A − A0). */
  const solvePressures = (velocities: Float64Array, h: number, F: Float64Array): void => {
    areasOf(points, areas);
    for (let c = 0; c < CHAMBERS; c++) {
      let rate = 0;
      for (let i = 0; i < DOFS; i++) rate += J[c * DOFS + i] * (velocities[i] + h * inverseMass[i] * F[i]);
      multipliers[c] = (-rate - (CORRECTION / h) * (areas[c] - rest[c])) / h;
      for (let d = 0; d <= c; d++) {
        let sum = 0;
        for (let i = 0; i < DOFS; i++) sum += J[c * DOFS + i] * inverseMass[i] * J[d * DOFS + i];
        G[c * CHAMBERS + d] = sum;
      }
    }
    if (cholesky(G, 0, CHAMBERS)) solveCholesky(CHAMBERS, 1, G, 0, multipliers, 0);
    else multipliers.fill(Number.NaN);
  };

  return {
    takesActions: true,
    generalised(positions, velocities, action, timestep, out) {
      placeVertices(positions, velocities, points, speeds);
      forces.fill(0);
      addMuscles(action, points, speeds, forces);
      addDrag(points, speeds, forces);
      generalise(forces, points, out);
      areaJacobian(points, forces, J);
      solvePressures(velocities, timestep, out);
      for (let c = 0; c < CHAMBERS; c++) {
        for (let i = 0; i < DOFS; i++) out[i] += J[c * DOFS + i] * multipliers[c];
      }
    },
  };
}
