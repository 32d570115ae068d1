import { expect, test } from "vitest";
import type { MotionPhysics } from "../../../workers/trainer-api.ts";
import type { SceneModel } from "../../engine/api.ts";
import type { RecordedRollout } from "../../engine/runs.ts";
import { type Scale, scaleOf } from "./scale.ts";

const upright: [number, number, number, number] = [1, 0, 0, 0];
const geom = (type: SceneModel["geoms"][number]["type"], body: number, size: [number, number, number]) => ({
  name: "",
  body,
  type,
  size,
  position: [0, 0, 0] as [number, number, number],
  orientation: upright,
  rgba: [1, 1, 1, 1] as [number, number, number, number],
});
const body = (parent: number) => ({
  name: "",
  parent,
  position: [0, 0, 0] as [number, number, number],
  orientation: upright,
});
/** On endless ground a ball and, on a body, an upright capsule. */
const scene: SceneModel = {
  bodies: [body(0), body(0)],
  joints: [],
  geoms: [geom("plane", 0, [50, 50, 1]), geom("sphere", 0, [0.1, 0, 0]), geom("capsule", 1, [0.1, 0.2, 0])],
  sites: [],
};

/** The second body starts at x [m]; upward forces [N]. */
function physics(x: number, forces: readonly number[]): MotionPhysics {
  return {
    poses: Float32Array.from([0, 0, 0, ...upright, x, 0, 0, ...upright]),
    centres: new Float32Array(3),
    contacts: Float32Array.from(forces.flatMap((force) => [0, 0, 0, 0, 0, 0, force])),
  };
}

function scaleFor(...all: MotionPhysics[]): Promise<Scale> {
  const rollouts = all.map((_, sample) => ({ sample }) as RecordedRollout);
  const physicsOf = async ({ sample }: RecordedRollout) => all[sample];
  return scaleOf({ scene, rollouts, physicsOf });
}

test("a force that nine of ten do not exceed, in all rollouts, is a seventh of the robot long", async () => {
  const first = physics(1, [10, 20, 30, 40, 50]);
  const second = physics(1, [60, 70, 80, 90, 5000]);
  const { size, perNewton, longest, least } = await scaleFor(first, second);
  // From −0.1 to 1 + 0.1 in x, ±0.1 in y, ±0.3 in z.
  expect(size).toBeCloseTo(Math.hypot(1.2, 0.2, 0.6));
  expect(perNewton * 5000).toBeCloseTo(0.14 * size);
  expect(longest).toBeCloseTo(0.3 * size);
  expect(least).toBeCloseTo(50);
});

test("the largest start counts, and forces that are not finite do not", async () => {
  const { size, perNewton } = await scaleFor(physics(3, [Number.NaN, 100]), physics(1, [Infinity]));
  expect(size).toBeCloseTo(Math.hypot(3.2, 0.2, 0.6));
  expect(perNewton).toBeCloseTo((0.14 * size) / 100);
});

test("a capsule that has turned is as long as it lies", async () => {
  const lying = physics(0, []);
  lying.poses.set([Math.SQRT1_2, 0, Math.SQRT1_2, 0], 10);
  expect((await scaleFor(lying)).size).toBeCloseTo(Math.hypot(0.6, 0.2, 0.2));
});

test("where nothing touches anything, the robot's size is all that there is", async () => {
  expect(await scaleFor(physics(1, []))).toMatchObject({ perNewton: 0, least: 0 });
});
