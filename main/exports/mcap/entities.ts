/** Bodies and contacts as entities of a foxglove.SceneUpdate. */
import type { SceneModel } from "../../engine/api.ts";

type Geom = SceneModel["geoms"][number];
type Numbers = ArrayLike<number>;

/** Metres of an arrow for a newton, and its greatest length [m]. */
const PER_NEWTON = 0.001;
const LONGEST = 1;
const ORANGE = { r: 0.9, g: 0.45, b: 0.1, a: 1 };
const GREY = { r: 0.2, g: 0.2, b: 0.2, a: 1 };
/** Planes are drawn so large and thin [m]. */
const PLANE = { side: 40, thickness: 0.001 };

export const vector = ([x, y, z]: number[]) => ({ x, y, z });
/** MuJoCo writes the real part first. */
export const quaternion = ([w, x, y, z]: number[]) => ({ x, y, z, w });
export const stamp = (nanoseconds: bigint) => ({
  sec: Number(nanoseconds / 1_000_000_000n),
  nsec: Number(nanoseconds % 1_000_000_000n),
});

const nothing = { arrows: [], cubes: [], spheres: [], cylinders: [], lines: [], triangles: [], texts: [], models: [] };

function entity(id: string, frame: string, time: bigint, parts: object): object {
  const head = { timestamp: stamp(time), frame_id: frame, id, lifetime: stamp(0n), frame_locked: true, metadata: [] };
  return { ...head, ...nothing, ...parts };
}

/** A body's geoms in its own frame; null for a body without any. */
function bodyEntity(model: SceneModel, body: number, frame: string, time: bigint): object | null {
  const geoms = model.geoms.filter((geom) => geom.body === body && geom.rgba[3] > 0);
  if (geoms.length === 0) return null;
  const parts = { cubes: [] as object[], spheres: [] as object[], cylinders: [] as object[] };
  for (const geom of geoms) addGeom(geom, parts);
  return entity(frame, frame, time, parts);
}

/** All bodies, once: frames carry them from then on. */
export function bodyEntities(model: SceneModel, frames: readonly string[], time: bigint): object[] {
  return model.bodies.flatMap((_, i) => bodyEntity(model, i, frames[i], time) ?? []);
}

interface Parts {
  cubes: object[];
  spheres: object[];
  cylinders: object[];
}

function addGeom(
  { type, size: [a, b, c], position, orientation, rgba: [r, g, blue, alpha] }: Geom,
  parts: Parts,
): void {
  const color = { r, g, b: blue, a: alpha };
  const pose = { position: vector(position), orientation: quaternion(orientation) };
  const round = (x: number, y: number, z: number) => ({ pose, size: vector([2 * x, 2 * y, 2 * z]), color });
  if (type === "box") parts.cubes.push(round(a, b, c));
  if (type === "plane") parts.cubes.push(round(PLANE.side, PLANE.side, PLANE.thickness));
  if (type === "sphere") parts.spheres.push(round(a, a, a));
  if (type === "ellipsoid") parts.spheres.push(round(a, b, c));
  if (type !== "cylinder" && type !== "capsule") return;
  parts.cylinders.push({ ...round(a, a, b), bottom_scale: 1, top_scale: 1 });
  if (type === "cylinder") return;
  const axis = turnedZ(orientation);
  for (const end of [-b, b]) {
    const at = position.map((value, i) => value + end * axis[i]);
    parts.spheres.push({ ...round(a, a, a), pose: { position: vector(at), orientation: pose.orientation } });
  }
}

/** R(q) e_z. */
function turnedZ([w, x, y, z]: number[]): number[] {
  return [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)];
}

/** Forces at their points, and the centre of mass, at one step. `contacts`: rows of step, point [m], force [N]. */
export function forceEntity(contacts: readonly Numbers[], centre: number[], time: bigint): object {
  const upright = quaternion([1, 0, 0, 0]);
  const sphere = {
    pose: { position: vector(centre), orientation: upright },
    size: vector([0.03, 0.03, 0.03]),
    color: GREY,
  };
  return entity("forces", "world", time, { arrows: contacts.map(arrowOf), spheres: [sphere] });
}

function arrowOf(contact: Numbers): object {
  const [, x, y, z, ...force] = Array.from(contact);
  const size = Math.hypot(...force);
  const length = Math.min(LONGEST, size * PER_NEWTON);
  return {
    pose: { position: vector([x, y, z]), orientation: quaternion(fromX(force.map((value) => value / size))) },
    shaft_length: 0.8 * length,
    shaft_diameter: 0.015,
    head_length: 0.2 * length,
    head_diameter: 0.03,
    color: ORANGE,
  };
}

/** The rotation that takes e_x, along which arrows lie, to a unit vector. */
function fromX([x, y, z]: number[]): number[] {
  if (x < -0.999999) return [0, 0, 1, 0];
  const w = Math.sqrt((1 + x) / 2);
  return [w, 0, -z / (2 * w), y / (2 * w)];
}
