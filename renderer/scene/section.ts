/** A planar scene cut open along the plane of motion, so that what the robot puts into a fixed part stays in sight. */
import type { SceneModel } from "../../main/engine/api.ts";
import { attached, movingBodies, type Pose } from "./kinematics.ts";
import { rotate, type Vector } from "./quaternion.ts";

type Geom = SceneModel["geoms"][number];

const PARALLEL = 0.999;
/** The cut lies behind the plane by this much, so that traces in the plane lie in front of it [m]. */
const BEHIND = 0.004;

/**
 * The geoms to draw of a model that moves in the plane y = `y` [m], in the given poses: of a fixed box through which
 * the plane passes only the part behind it.
 */
export function cutOpen(model: SceneModel, poses: readonly Pose[], y: number): Geom[] {
  const moving = movingBodies(model);
  return model.geoms.map((geom) =>
    geom.type === "box" && !moving[geom.body] ? behind(geom, attached(poses[geom.body]!, geom), y + BEHIND) : geom,
  );
}

/** The part of a box with y above `cut`; the box itself when the cut misses it or is not along one of its sides. */
function behind(geom: Geom, pose: Pose, cut: number): Geom {
  const [x, half, z] = geom.size;
  const low = pose.position[1] - half;
  const high = pose.position[1] + half;
  if (rotate(pose.orientation, [0, 1, 0])[1] < PARALLEL || cut <= low || cut >= high) return geom;
  const shift = rotate(geom.orientation, [0, (cut - low) / 2, 0]);
  const position = geom.position.map((p, i) => p + shift[i]!) as Vector;
  return { ...geom, size: [x, (high - cut) / 2, z], position };
}
