/** What entities of a foxglove.SceneUpdate are made of. */
import type { Quaternion, Vector } from "../../../workers/physics/quaternion.ts";
import type { Pose } from "./poses.ts";

/** Parts are 0 to 1. */
export interface Color {
  r: number;
  g: number;
  b: number;
  a: number;
}

export const vector = ([x, y, z]: Vector) => ({ x, y, z });
/** Ours have the real part first. */
export const quaternion = ([w, x, y, z]: Quaternion) => ({ x, y, z, w });
export const poseOf = ({ position, orientation }: Pose) => ({
  position: vector(position),
  orientation: quaternion(orientation),
});
/** The pose of what is given in its frame's coordinates. */
export const ORIGIN = poseOf({ position: [0, 0, 0], orientation: [1, 0, 0, 0] });
export const stamp = (nanoseconds: bigint) => ({
  sec: Number(nanoseconds / 1_000_000_000n),
  nsec: Number(nanoseconds % 1_000_000_000n),
});

const nothing = { arrows: [], cubes: [], spheres: [], cylinders: [], lines: [], triangles: [], texts: [], models: [] };

/** An entity that stays until one of the same id takes its place. `parts`: lists of primitives by their kind. */
export function entity(
  id: string,
  frame: string,
  time: bigint,
  parts: Partial<Record<keyof typeof nothing, object[]>>,
) {
  const head = { timestamp: stamp(time), frame_id: frame, id, lifetime: stamp(0n), frame_locked: true, metadata: [] };
  return { ...head, ...nothing, ...parts };
}
