/** The bodies' shapes, each in its body's frame. */

import { rotate, type Vector } from "../../../workers/physics/quaternion.ts";
import type { SceneModel } from "../../engine/api.ts";
import { entity, poseOf, vector } from "./entities.ts";
import type { Pose } from "./poses.ts";

type Geom = SceneModel["geoms"][number];

/** Bodies let forces and the centre of mass in them be seen: viewers draw what is not opaque without hiding what is behind. */
const OPACITY = 0.6;
/**
 * Half sides of the slab that a plane is drawn as, and how far below the plane its middle is, so that it does not hide a
 * viewer's grid there [m].
 */
const PLANE = { side: 40, thickness: 0.001, below: 0.005 };

interface Shapes {
  cubes: object[];
  spheres: object[];
  cylinders: object[];
}

/** All bodies that have a shape, once: frames carry them from then on. */
export function bodyEntities(model: SceneModel, frames: readonly string[], time: bigint): object[] {
  return frames.flatMap((frame, body) => {
    const geoms = model.geoms.filter((geom) => geom.body === body && geom.rgba[3] > 0);
    if (geoms.length === 0) return [];
    const shapes: Shapes = { cubes: [], spheres: [], cylinders: [] };
    for (const geom of geoms) addGeom(geom, shapes);
    return entity(frame, frame, time, { ...shapes });
  });
}

function addGeom({ type, size: [a, b, c], position, orientation, rgba }: Geom, { cubes, spheres, cylinders }: Shapes) {
  const [red, green, blue, alpha] = rgba;
  const color = { r: red, g: green, b: blue, a: type === "plane" ? alpha : OPACITY * alpha };
  const along = (distance: number): Pose => {
    const axis = rotate(orientation, [0, 0, 1]);
    return { position: position.map((value, i) => value + distance * axis[i]) as Vector, orientation };
  };
  const shape = (halfSizes: Vector, distance = 0) => ({
    pose: poseOf(along(distance)),
    size: vector(halfSizes.map((half) => 2 * half) as Vector),
    color,
  });
  if (type === "box") cubes.push(shape([a, b, c]));
  if (type === "plane") cubes.push(shape([PLANE.side, PLANE.side, PLANE.thickness], -PLANE.below));
  if (type === "sphere") spheres.push(shape([a, a, a]));
  if (type === "ellipsoid") spheres.push(shape([a, b, c]));
  if (type === "cylinder" || type === "capsule") cylinders.push({ ...shape([a, a, b]), bottom_scale: 1, top_scale: 1 });
  if (type === "capsule") for (const end of [-b, b]) spheres.push(shape([a, a, a], end));
}
