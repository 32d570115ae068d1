/** Which body is under the pointer: the first that a ray meets. */
import type { SceneModel } from "../../main/engine/api.ts";
import { type Quaternion, rotate, type Vector } from "../../workers/physics/quaternion.ts";
import { attached, movingBodies, type Pose } from "./kinematics.ts";
import { axes, dot, eye, moved, type Orbit } from "./orbit.ts";

export interface Ray {
  origin: Vector;
  /** Unit vector. */
  direction: Vector;
}

type Geom = SceneModel["geoms"][number];

/** Thin links are hit from so far beside them [m]. */
const TOUCH = 0.01;

/**
 * The ray through a place of the view, from −1 to 1 rightwards and upwards. `fov`: vertical [rad], of a perspective view;
 * `aspect`: width over height.
 */
export function rayThrough(
  orbit: Orbit,
  [x, y]: [number, number],
  lens: { fov: number; aspect: number; orthographic: boolean },
): Ray {
  const { right, up, back } = axes(orbit);
  const tan = Math.tan(lens.fov / 2);
  const aside = (by: number, from: Vector) => moved(moved(from, right, x * tan * lens.aspect * by), up, y * tan * by);
  const into = back.map((value) => -value) as Vector;
  if (lens.orthographic) return { origin: aside(orbit.distance, eye(orbit)), direction: into };
  const direction = aside(1, into);
  const length = Math.hypot(...direction);
  return { origin: eye(orbit), direction: direction.map((value) => value / length) as Vector };
}

/** Index of the nearest moving body that the ray meets; null where it meets none. */
export function bodyAlong(model: SceneModel, poses: readonly Pose[], ray: Ray): number | null {
  const moving = movingBodies(model);
  let nearest = Infinity;
  let body: number | null = null;
  for (const geom of model.geoms) {
    if (!moving[geom.body] || geom.rgba[3] === 0) continue;
    const at = distanceTo(geom, attached(poses[geom.body]!, geom), ray);
    if (at < nearest) [nearest, body] = [at, geom.body];
  }
  return body;
}

/** Along the ray to where it meets a geom [m]; Infinity where it does not. */
function distanceTo({ type, size: [a, b, c] }: Geom, pose: Pose, ray: Ray): number {
  const inverse: Quaternion = [pose.orientation[0], -pose.orientation[1], -pose.orientation[2], -pose.orientation[3]];
  const local = (v: Vector) => rotate(inverse, v);
  const origin = local(ray.origin.map((value, i) => value - pose.position[i]!) as Vector);
  const direction = local(ray.direction);
  if (type === "plane") return Infinity;
  if (type === "box") return toBox(origin, direction, [a, b, c]);
  if (type === "sphere") return toStick(origin, direction, 0, a);
  if (type === "ellipsoid") return toEllipsoid(origin, direction, [a, b, c]);
  return toStick(origin, direction, b, a);
}

/** Slabs: the ray is in the box while it is between all three pairs of faces. */
function toBox(origin: Vector, direction: Vector, half: Vector): number {
  let [enter, leave] = [0, Infinity];
  for (let i = 0; i < 3; i++) {
    const faces = [-half[i]! - TOUCH, half[i]! + TOUCH].map((face) => (face - origin[i]!) / direction[i]!);
    enter = Math.max(enter, Math.min(...faces));
    leave = Math.min(leave, Math.max(...faces));
  }
  return enter <= leave ? enter : Infinity;
}

function toEllipsoid(origin: Vector, direction: Vector, radii: Vector): number {
  const scaled = (v: Vector) => v.map((value, i) => value / (radii[i]! + TOUCH)) as Vector;
  const [o, d] = [scaled(origin), scaled(direction)];
  const [A, B, C] = [dot(d, d), dot(o, d), dot(o, o) - 1];
  const root = B * B - A * C;
  return root < 0 || -B + Math.sqrt(root) < 0 ? Infinity : Math.max(0, (-B - Math.sqrt(root)) / A);
}

/** A stick along z of half length `half`: by where the ray is nearest to its middle line. */
function toStick(origin: Vector, direction: Vector, half: number, radius: number): number {
  const across = 1 - direction[2] ** 2;
  const flat = origin[0] * direction[0] + origin[1] * direction[1];
  const free = across < 1e-9 ? 0 : -flat / across;
  const z = Math.max(-half, Math.min(half, origin[2] + free * direction[2]));
  const along = Math.max(0, direction[2] * (z - origin[2]) - flat);
  const miss = Math.hypot(...moved(origin, direction, along).map((value, i) => value - (i === 2 ? z : 0)));
  return miss <= radius + TOUCH ? along : Infinity;
}
