/** Where things stand before anybody moves the camera: what to frame, from which side, and the measuring boards. */
import type { BodyShift, SceneModel } from "../../main/engine/api.ts";
import { rotate, type Vector } from "../../workers/physics/quaternion.ts";
import { attached, kinematics, type Pose } from "./kinematics.ts";
import type { Box } from "./orbit.ts";

/** A plane with a metre grid: points `origin + a·u + b·v` with a in `uRange` and b in `vRange` [m]. */
export interface Board {
  origin: Vector;
  u: Vector;
  v: Vector;
  uRange: [number, number];
  vRange: [number, number];
}

/** A number of metres written beside a board: the text's middle and the directions in which it is read. */
export interface MetreLabel {
  metre: number;
  at: Vector;
  right: Vector;
  up: Vector;
  /** The axis that it counts along: x, y or z. */
  axis: 0 | 1 | 2;
}

export interface MeasuringBoards {
  boards: Board[];
  labels: MetreLabel[];
  /** What the camera should see: the robot's room, with the floor and its labels. */
  view: Box;
}

type Geom = SceneModel["geoms"][number];

const PARALLEL = 0.999;
/** Rows between the poses that the frame is taken from. */
const STRIDE = 20;
/** The boards reach over what is framed by this much, then to the next half metre. */
const MARGIN = 0.2;
const HALF_METRE = 0.5;
/** Gaps between the back board and the rearmost geom, and between the foremost geom and the floor's edge [m]. */
const BEHIND = 0.1;
const IN_FRONT = 0.2;
/** A lowest point this near to zero height stands on the ground [m]. */
const ON_GROUND = 0.01;
/** From a board's edge to the middle of a label [m]. */
const LABEL_GAP = 0.08;
/** Labels stand off the wall by this much [m]. */
const LABEL_LIFT = 0.004;
/** How far the wall goes on to either side, in its heights: past the edges of any window. */
const SIDEWAYS = 2;
/** A wall behind something flat is drawn as for something of this height [m]. */
const LEAST_HEIGHT = 1.5;

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

/** Whether the robot turns about points that stay where they are, so that it goes nowhere. */
export function anchored(model: SceneModel): boolean {
  const roots = model.joints.filter(({ body }) => model.bodies[body]!.parent === 0);
  return roots.length > 0 && roots.every(({ type }) => type === "hinge" || type === "ball");
}

/** Whether all of `inner` is in `outer`. */
export function holds(outer: Box, inner: Box): boolean {
  return [0, 1, 2].every((i) => outer.min[i]! <= inner.min[i]! && inner.max[i]! <= outer.max[i]!);
}

/** Distance from a geom's centre within which all of it lies [m]; planes count as points. */
function reach({ type, size }: Geom): number {
  if (type === "plane") return 0;
  if (type === "sphere") return size[0];
  if (type === "capsule") return size[0] + size[1];
  if (type === "cylinder") return Math.hypot(size[0], size[1]);
  if (type === "ellipsoid") return Math.max(...size);
  return Math.hypot(...size);
}

/** World half extents of a geom in a pose [m]. */
export function halfExtents(geom: Geom, pose: Pose): Vector {
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

/**
 * The box that holds every geom over the sampled rows of the tracks ([T, nq] each), some bodies moved, and another box if
 * given.
 */
export function bounds(
  model: SceneModel,
  tracks: readonly Float32Array[],
  nq: number,
  before: Box | null = null,
  shifts: readonly BodyShift[] = [],
): Box {
  const pose = kinematics(model);
  const box: Box = before
    ? { min: [...before.min], max: [...before.max] }
    : { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  for (const track of tracks)
    for (let row = 0; (row + 1) * nq <= track.length; row += STRIDE) {
      const bodies = pose(track, row * nq, shifts);
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

/** Height of the ground that a model stands on [m]; null where it has none and nothing stands at height zero. */
export function groundHeight(model: SceneModel, { min }: Box): number | null {
  const planes = model.geoms.filter(({ type }) => type === "plane");
  if (planes.length > 0) return Math.min(...planes.map((geom) => geom.position[2]));
  return Math.abs(min[2]) < ON_GROUND ? 0 : null;
}

/** A box made longer at both ends by so much along x, y and z [m]. */
export function widened({ min, max }: Box, by: Vector): Box {
  return { min: min.map((low, i) => low - by[i]!) as Vector, max: max.map((high, i) => high + by[i]!) as Vector };
}

/**
 * The boards of a scene: behind a robot that moves in the x–z plane, with a strip of floor if it stands on the ground;
 * else the ground below it. They fill `room`, and their labels stand at its edge or, where only `part` of it is in view at a
 * time, in there.
 */
export function measuringBoards(
  model: SceneModel,
  room: Box,
  plane: "y" | "z" | null,
  part: Box | null = null,
): MeasuringBoards {
  const height = groundHeight(model, room);
  const [x, y] = [edges(room, 0), edges(room, 1)];
  const seen = part ?? room;
  if (plane !== "y") {
    const corner: [number, number] = part ? [part.min[0], part.min[1]] : [x[0] - 2 * LABEL_GAP, y[0] - LABEL_GAP];
    return { ...ground(height ?? room.min[2], x, y, corner), view: seen };
  }
  const front = height === null ? null : room.min[1] - IN_FRONT;
  const back = room.max[1] + BEHIND;
  const foot = height ?? room.min[2] - MARGIN;
  const drawn = backdrop(x, [foot, room.max[2]], back, front, part ? part.min[0] : x[0]);
  return {
    ...drawn,
    view: { min: [seen.min[0], front ?? seen.min[1], foot - 2 * LABEL_GAP], max: seen.max },
  };
}

/** Where a board ends that holds a box along an axis. */
function edges({ min, max }: Box, axis: 0 | 1 | 2): [number, number] {
  return [outwards(min[axis] - MARGIN, -1), outwards(max[axis] + MARGIN, 1)];
}

/** `corner`: where the labels of y and of x stand, in x and in y. */
function ground(
  height: number,
  x: [number, number],
  y: [number, number],
  corner: [number, number],
): Omit<MeasuringBoards, "view"> {
  const board: Board = { origin: [0, 0, height], u: [1, 0, 0], v: [0, 1, 0], uRange: x, vRange: y };
  const label = (axis: 0 | 1, metre: number, at: Vector): MetreLabel => ({
    metre,
    at,
    right: board.u,
    up: board.v,
    axis,
  });
  return {
    boards: [board],
    labels: [
      ...wholes(x).map((metre) => label(0, metre, [metre, corner[1], height])),
      ...wholes(y).map((metre) => label(1, metre, [corner[0], metre, height])),
    ],
  };
}

/**
 * `front`: where the floor ends towards the viewer; null without a floor. `left`: where the labels of z stand. Wall and
 * floor go on past the labels.
 */
function backdrop(
  x: [number, number],
  z: [number, number],
  back: number,
  front: number | null,
  left: number,
): Omit<MeasuringBoards, "view"> {
  const size = Math.max(LEAST_HEIGHT, z[1] - z[0]);
  const wide: [number, number] = [x[0] - SIDEWAYS * size, x[1] + SIDEWAYS * size];
  const high: [number, number] = [front === null ? z[0] - size : z[0], outwards(z[1] + size, 1)];
  const wall: Board = { origin: [0, back, 0], u: [1, 0, 0], v: [0, 0, 1], uRange: wide, vRange: high };
  const floor: Board = {
    origin: [0, 0, z[0]],
    u: [1, 0, 0],
    v: [0, 1, 0],
    uRange: wide,
    vRange: [front ?? back, back],
  };
  const label = (axis: 0 | 2, metre: number, at: Vector): MetreLabel => ({
    metre,
    at,
    right: wall.u,
    up: wall.v,
    axis,
  });
  const edge = front ?? back;
  return {
    boards: front === null ? [wall] : [wall, floor],
    labels: [
      ...wholes(x).map((metre) => label(0, metre, [metre, edge - LABEL_LIFT, z[0] - LABEL_GAP])),
      ...wholes(z)
        .filter((metre) => metre > z[0])
        .map((metre) => label(2, metre, [left + LABEL_GAP, back - LABEL_LIFT, metre + LABEL_GAP])),
    ],
  };
}

function wholes([low, high]: [number, number]): number[] {
  return Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
}

function outwards(value: number, direction: 1 | -1): number {
  return direction * Math.ceil((direction * value) / HALF_METRE) * HALF_METRE;
}
