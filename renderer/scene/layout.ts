/** Where things stand before anybody moves the camera: what to frame, from which side, and the measuring boards. */
import type { SceneModel } from "../../main/engine/api.ts";
import { attached, kinematics, type Pose } from "./kinematics.ts";
import type { Box } from "./orbit.ts";
import { rotate, type Vector } from "./quaternion.ts";

/** A plane with a metre grid: points `origin + a·u + b·v` with a in `uRange` and b in `vRange` [m]. */
export interface Board {
  origin: Vector;
  u: Vector;
  v: Vector;
  uRange: [number, number];
  vRange: [number, number];
}

type Geom = SceneModel["geoms"][number];

const PARALLEL = 0.999;
/** Rows between the poses that the frame is taken from. */
const STRIDE = 20;
/** The boards reach over what is framed by this much, then to the next half metre. */
const MARGIN = 0.2;
const HALF_METRE = 0.5;
/** Gap between the back board and the rearmost geom [m]. */
const BEHIND = 0.05;

/** Normal of the plane that all joints keep to (±y or ±z), or null when the robot moves in space. */
export function motionPlane(model: SceneModel, poses: readonly Pose[]): "y" | "z" | null {
  const worldAxes = model.joints.map((joint) => ({ joint, axis: rotate(poses[joint.body]!.orientation, joint.axis) }));
  if (worldAxes.length === 0) return null;
  const fits = (i: 1 | 2) =>
    worldAxes.every(({ joint, axis }) =>
      joint.type === "hinge"
        ? Math.abs(axis[i]) > PARALLEL
        : joint.type === "slide" && Math.abs(axis[i]) < 1 - PARALLEL,
    );
  if (fits(1)) return "y";
  return fits(2) ? "z" : null;
}

/** Distance from a geom's centre within which all of it lies [m]; planes count as points. */
export function reach({ type, size }: Geom): number {
  if (type === "plane") return 0;
  if (type === "sphere") return size[0];
  if (type === "capsule") return size[0] + size[1];
  if (type === "cylinder") return Math.hypot(size[0], size[1]);
  if (type === "ellipsoid") return Math.max(...size);
  return Math.hypot(...size);
}

/** World half extents of a geom in a pose. */
function halfExtents(geom: Geom, pose: Pose): Vector {
  const { type, size } = geom;
  if (type === "plane") return [0, 0, 0];
  if (type === "capsule" || type === "cylinder") {
    const axis = rotate(pose.orientation, [0, 0, 1]);
    return axis.map(
      (a) => Math.abs(a) * size[1] + size[0] * (type === "capsule" ? 1 : Math.sqrt(1 - Math.min(1, a * a))),
    ) as Vector;
  }
  if (type === "box") {
    const sides = [0, 1, 2].map((i) =>
      rotate(pose.orientation, [0, 1, 2].map((j) => (i === j ? size[i]! : 0)) as Vector),
    );
    return [0, 1, 2].map((i) => sides.reduce((sum, side) => sum + Math.abs(side[i]!), 0)) as Vector;
  }
  const r = reach(geom);
  return [r, r, r];
}

/** The box that holds every geom over the sampled rows of the tracks ([T, nq] each). */
export function bounds(model: SceneModel, tracks: readonly Float32Array[], nq: number): Box {
  const pose = kinematics(model);
  const box: Box = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  for (const track of tracks)
    for (let row = 0; (row + 1) * nq <= track.length; row += STRIDE) {
      const bodies = pose(track, row * nq);
      for (const geom of model.geoms) include(box, geom, attached(bodies[geom.body]!, geom));
    }
  return box.min[0] <= box.max[0] ? box : { min: [-1, -1, 0], max: [1, 1, 1] };
}

function include(box: Box, geom: Geom, pose: Pose): void {
  const half = halfExtents(geom, pose);
  for (let i = 0; i < 3; i++) {
    box.min[i] = Math.min(box.min[i]!, pose.position[i]! - half[i]!);
    box.max[i] = Math.max(box.max[i]!, pose.position[i]! + half[i]!);
  }
}

/** The boards of a scene: its plane geoms, else a back board behind a planar robot, else the ground below it. */
export function boards(model: SceneModel, box: Box, plane: "y" | "z" | null): Board[] {
  const planes = model.geoms.filter(({ type }) => type === "plane");
  const along = (i: 0 | 1 | 2): [number, number] => [
    outwards(box.min[i] - MARGIN, -1),
    outwards(box.max[i] + MARGIN, 1),
  ];
  if (plane === "y") {
    const floor = box.min[2] > -0.01 ? Math.min(0, Math.floor(box.min[2])) : outwards(box.min[2] - MARGIN, -1);
    return [
      {
        origin: [0, box.max[1] + BEHIND, 0],
        u: [1, 0, 0],
        v: [0, 0, 1],
        uRange: along(0),
        vRange: [floor, along(2)[1]],
      },
    ];
  }
  const height = planes.length > 0 ? Math.min(...planes.map((geom) => geom.position[2])) : box.min[2];
  return [{ origin: [0, 0, height], u: [1, 0, 0], v: [0, 1, 0], uRange: along(0), vRange: along(1) }];
}

function outwards(value: number, direction: 1 | -1): number {
  return direction * Math.ceil((direction * value) / HALF_METRE) * HALF_METRE;
}
