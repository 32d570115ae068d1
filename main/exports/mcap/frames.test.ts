import { expect, test } from "vitest";
import type { Quaternion, Vector } from "../../../workers/physics/quaternion.ts";
import type { SceneModel } from "../../engine/api.ts";
import { frameNames, frameTransforms } from "./frames.ts";
import { carried, type Pose } from "./poses.ts";

interface Transform {
  parent_frame_id: string;
  child_frame_id: string;
  translation: Record<"x" | "y" | "z", number>;
  rotation: Record<"x" | "y" | "z" | "w", number>;
}

const parents = [0, 0, 1, 2, 1, 0];
const scene: Pick<SceneModel, "bodies"> = {
  bodies: parents.map((parent, i) => ({
    name: i === 4 ? "link 2" : `link ${i}`,
    parent,
    position: [0, 0, 0],
    orientation: [1, 0, 0, 0],
  })),
};

function unit(...q: Quaternion): Quaternion {
  return q.map((value) => value / Math.hypot(...q)) as Quaternion;
}

test("poses that are put together along the tree are those in the world", () => {
  const world = parents.map((_, i): Pose => {
    if (i === 0) return { position: [0, 0, 0], orientation: [1, 0, 0, 0] };
    return { position: [i, 1 - i * i, 0.3 * i], orientation: unit(i, 2 - i, 0.5, 1) };
  });
  const frames = frameNames(scene);
  const { transforms } = frameTransforms(scene, frames, world, [1, 2, 3], 0n) as { transforms: Transform[] };
  const found = new Map<string, Pose>([["world", world[0]]]);
  for (const { parent_frame_id, child_frame_id, translation, rotation } of transforms) {
    const { x, y, z, w } = rotation;
    const local = { position: Object.values(translation) as Vector, orientation: [w, x, y, z] as Quaternion };
    const parent = found.get(parent_frame_id);
    if (!parent) throw new Error(`${parent_frame_id} is not told of before ${child_frame_id}`);
    found.set(child_frame_id, carried(parent, local));
  }
  expect([...found.keys()]).toEqual([...frames, "centre of mass"]);
  expect(found.get("centre of mass")).toEqual({ position: [1, 2, 3], orientation: [1, 0, 0, 0] });
  for (const [i, frame] of frames.entries()) {
    const { position, orientation } = found.get(frame) ?? world[0];
    for (const [k, value] of position.entries()) expect(value).toBeCloseTo(world[i].position[k], 12);
    for (const [k, value] of orientation.entries()) expect(value).toBeCloseTo(world[i].orientation[k], 12);
  }
});

test("bodies of one name have frames of their own", () => {
  expect(frameNames(scene)).toEqual(["world", "link 1", "link 2", "link 3", "link 2 4", "link 5"]);
});
