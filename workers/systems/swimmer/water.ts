/**
 * The water's drag on the swimmer's three links: linear in the speed and anisotropic, as of a slender body, which is
 * what lets an undulating chain propel itself.
 *
 *   F = −m (c_n n nᵀ + c_t t tᵀ) v        τ = −c_n (m L²/12) ω
 *
 * for each link of mass m and length L with direction t, normal n, velocity v of its middle and rate of turn ω.
 */
import type { BodyForces } from "../body-forces.ts";

/** Length [m] and mass [kg] of a link. */
export const LINK = { length: 1, mass: 1.07 };
/** Drag coefficients across and along a link [1/s]: force per mass and speed. */
export const DRAG = { normal: 40, tangential: 0.5 };

/** Links in the order tail, middle, head with the middle one as the root. */
const HALF = LINK.length / 2;
/** Degrees of freedom: x, y and heading of the middle link, then the bend towards the head and towards the tail. */
const DOFS = 5;

/**
 * A link seen from the middle one: which joint bends it (or none) and on which side it hangs. Its middle is at
 * p + side · (L/2) (e(θ) + e(φ)), φ = θ + bend, e(φ) = (cos φ, sin φ).
 */
const links = [
  { side: 0, joint: null },
  { side: 1, joint: 3 },
  { side: -1, joint: 4 },
] as const;

/** Drag of the water at rest; `action` and `timestep` do not matter to it. */
export const water: BodyForces = {
  takesActions: false,
  generalised(positions, velocities, _action, _timestep, out) {
    out.fill(0, 0, DOFS);
    for (const { side, joint } of links) addLink(positions, velocities, side * HALF, joint, out);
  },
};

function addLink(q: Float64Array, v: Float64Array, reach: number, joint: 3 | 4 | null, out: Float64Array): void {
  const [heading, rate] = [q[2], v[2]];
  const angle = joint === null ? heading : heading + q[joint];
  const turn = joint === null ? rate : rate + v[joint];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // ∂(middle of the link)/∂θ from the middle link's own half, and ∂/∂φ from the link's half.
  const [rootX, rootY] = [-reach * Math.sin(heading), reach * Math.cos(heading)];
  const [ownX, ownY] = joint === null ? [0, 0] : [-reach * sin, reach * cos];
  const vx = v[0] + rootX * rate + ownX * turn;
  const vy = v[1] + rootY * rate + ownY * turn;
  // F = −m (c_n n nᵀ + c_t t tᵀ) v
  const along = -LINK.mass * DRAG.tangential * (vx * cos + vy * sin);
  const across = -LINK.mass * DRAG.normal * (vy * cos - vx * sin);
  const [fx, fy] = [along * cos - across * sin, along * sin + across * cos];
  const torque = -DRAG.normal * ((LINK.mass * LINK.length ** 2) / 12) * turn;
  out[0] += fx;
  out[1] += fy;
  out[2] += (rootX + ownX) * fx + (rootY + ownY) * fy + torque;
  if (joint !== null) out[joint] += ownX * fx + ownY * fy + torque;
}
