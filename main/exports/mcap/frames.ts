/** The bodies as a tree of frames: each in the frame of the body that carries it, so that viewers draw the robot's chain. */
import type { SceneModel } from "../../engine/api.ts";
import { quaternion, stamp, vector } from "./entities.ts";
import { type Pose, seenFrom } from "./poses.ts";

type Bodies = Pick<SceneModel, "bodies">;

/** The frame that all others hang from. */
export const WORLD = "world";

/** Unique frame of each body; body 0 is the world. */
export function frameNames({ bodies }: Bodies): string[] {
  const frames: string[] = [];
  for (const [i, { name }] of bodies.entries()) {
    const frame = i === 0 ? WORLD : name || `body ${i}`;
    frames.push(frames.includes(frame) ? `${frame} ${i}` : frame);
  }
  return frames;
}

/** A foxglove.FrameTransforms of every body but the world. `poses`: of all bodies, in the world. */
export function frameTransforms(
  { bodies }: Bodies,
  frames: readonly string[],
  poses: readonly Pose[],
  time: bigint,
): object {
  const transforms = bodies.map(({ parent }, body) => {
    const { position, orientation } = seenFrom(poses[parent], poses[body]);
    return {
      timestamp: stamp(time),
      parent_frame_id: frames[parent],
      child_frame_id: frames[body],
      translation: vector(position),
      rotation: quaternion(orientation),
    };
  });
  return { transforms: transforms.slice(1) };
}
