/** The bodies as a tree of frames: each in the frame of the body that carries it, so that viewers draw the robot's chain. */

import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { SceneModel } from "../../engine/api.ts";
import { quaternion, stamp, vector } from "./entities.ts";
import { type Pose, seenFrom } from "./poses.ts";

type Bodies = Pick<SceneModel, "bodies">;

/** The frame that all others hang from. */
export const WORLD = "world";
/** A frame that goes where the robot goes without turning, for a view that follows it. */
const CENTRE = "centre of mass";

/** Frame of each body, which no other has; body 0 is the world. */
export function frameNames({ bodies }: Bodies): string[] {
  const frames: string[] = [];
  for (const [i, { name }] of bodies.entries()) {
    const frame = i === 0 ? WORLD : name || `body ${i}`;
    frames.push([...frames, CENTRE].includes(frame) ? `${frame} ${i}` : frame);
  }
  return frames;
}

/** A foxglove.FrameTransforms of every body but the world, and of the centre of mass. `poses`: of all bodies, in the world. */
export function frameTransforms(
  { bodies }: Bodies,
  frames: readonly string[],
  poses: readonly Pose[],
  centre: Vector,
  time: bigint,
): object {
  const transform = (parent: string, child: string, { position, orientation }: Pose) => ({
    timestamp: stamp(time),
    parent_frame_id: parent,
    child_frame_id: child,
    translation: vector(position),
    rotation: quaternion(orientation),
  });
  const carried = bodies.map(({ parent }, body) =>
    transform(frames[parent], frames[body], seenFrom(poses[parent], poses[body])),
  );
  const middle = transform(WORLD, CENTRE, { position: centre, orientation: [1, 0, 0, 0] });
  return { transforms: [...carried.slice(1), middle] };
}
