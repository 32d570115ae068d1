/** Contact forces at their points, and the centre of mass, at one step. */

import type { Quaternion, Vector } from "../../../workers/physics/quaternion.ts";
import type { MotionPhysics } from "../../../workers/trainer-api.ts";
import { entity, poseOf, vector } from "./entities.ts";
import { WORLD } from "./frames.ts";
import { pointAt } from "./poses.ts";
import type { Scale } from "./scale.ts";

/** In colours that no robot has. */
const RED = { r: 0.95, g: 0.2, b: 0.05, a: 1 };
const MAGENTA = { r: 1, g: 0.1, b: 0.8, a: 1 };
/** Parts of an arrow's length. */
const ARROW = { head: 0.3, shaftDiameter: 0.1, headDiameter: 0.22 };
/** Diameter of the centre of mass, as a part of the robot's size. */
const CENTRE = 0.04;
const ROW = 7;

export function forceEntity(
  { contacts, centres }: Pick<MotionPhysics, "contacts" | "centres">,
  step: number,
  scale: Scale,
  time: bigint,
): object {
  const arrows: object[] = [];
  for (let c = 0; c < contacts.length; c += ROW) {
    if (contacts[c] !== step) continue;
    const [x, y, z, ...force] = contacts.subarray(c + 1, c + ROW);
    const size = Math.hypot(...force);
    if (size >= scale.least) arrows.push(arrow([x, y, z], force as Vector, size, scale));
  }
  const diameter = CENTRE * scale.size;
  const centre = {
    pose: poseOf({ position: pointAt(centres, step), orientation: [1, 0, 0, 0] }),
    size: vector([diameter, diameter, diameter]),
    color: MAGENTA,
  };
  return entity("forces", WORLD, time, { arrows, spheres: [centre] });
}

/** `size`: of the force [N]. */
function arrow(position: Vector, force: Vector, size: number, { perNewton, longest }: Scale): object {
  const length = Math.min(longest, perNewton * size);
  const orientation = fromX(force.map((value) => value / size) as Vector);
  return {
    pose: poseOf({ position, orientation }),
    shaft_length: (1 - ARROW.head) * length,
    shaft_diameter: ARROW.shaftDiameter * length,
    head_length: ARROW.head * length,
    head_diameter: ARROW.headDiameter * length,
    color: RED,
  };
}

/** The rotation that takes e_x, along which arrows lie, to a unit vector. */
function fromX([x, y, z]: Vector): Quaternion {
  if (x < -0.999999) return [0, 0, 1, 0];
  const w = Math.sqrt((1 + x) / 2);
  return [w, 0, -z / (2 * w), y / (2 * w)];
}
