import { expect, test } from "vitest";
import type { Quaternion } from "../../../workers/physics/quaternion.ts";
import { carried, type Pose, posesAt, seenFrom } from "./poses.ts";

const half = Math.SQRT1_2;
/** A quarter turn about z. */
const quarter: Quaternion = [half, 0, 0, half];
const close = ({ position, orientation }: Pose, expected: Pose) => {
  for (const [i, value] of expected.position.entries()) expect(position[i]).toBeCloseTo(value, 12);
  for (const [i, value] of expected.orientation.entries()) expect(orientation[i]).toBeCloseTo(value, 12);
};

test("what is carried lies ahead of its carrier, and is seen there", () => {
  const carrier: Pose = { position: [1, 1, 0], orientation: quarter };
  const local: Pose = { position: [2, 0, 0], orientation: [half, half, 0, 0] };
  // Turned about x first, then about z.
  const pose: Pose = { position: [1, 3, 0], orientation: [0.5, 0.5, 0.5, 0.5] };
  close(carried(carrier, local), pose);
  close(seenFrom(carrier, pose), local);
});

test("a step's poses are its row of a replay", () => {
  const poses = Float32Array.from({ length: 2 * 3 * 7 }, (_, i) => i);
  expect(posesAt(poses, 3, 1)[2]).toEqual({ position: [35, 36, 37], orientation: [38, 39, 40, 41] });
});
