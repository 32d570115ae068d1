import { expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import type { Pose } from "./kinematics.ts";
import { bodyAlong, rayThrough } from "./pick.ts";

const upright = [1, 0, 0, 0] as [number, number, number, number];
const geom = (body: number, type: "box" | "capsule" | "ellipsoid", size: [number, number, number]) => ({
  name: "",
  body,
  type,
  size,
  position: [0, 0, 0] as [number, number, number],
  orientation: upright,
  rgba: upright,
});
/** A box at x = −1, a capsule upright at the middle, an ellipsoid at x = 1; a wall that stands still is before them. */
const model = {
  bodies: [0, 1, 2, 3, 4].map((i) => ({ name: `${i}`, parent: 0, position: [0, 0, 0], orientation: upright })),
  joints: [1, 2, 3].map((body) => ({ body })),
  geoms: [
    geom(1, "box", [0.2, 0.2, 0.2]),
    geom(2, "capsule", [0.1, 0.5, 0]),
    geom(3, "ellipsoid", [0.3, 0.1, 0.1]),
    geom(4, "box", [3, 0.1, 3]),
  ].map((one) => ({ ...one, rgba: [1, 1, 1, 1] })),
} as unknown as SceneModel;
const poses: Pose[] = [0, -1, 0, 1, 0].map((x, i) => ({ position: [x, i === 4 ? -1 : 0, 0], orientation: upright }));

const front = { target: [0, 0, 0] as [number, number, number], azimuth: -Math.PI / 2, elevation: 0, distance: 5 };
const lens = { fov: 0.5, aspect: 2, orthographic: false };
const height = 5 * Math.tan(0.25);
const at = (x: number, z: number, orthographic = false) =>
  bodyAlong(model, poses, rayThrough(front, [x / height / 2, z / height], { ...lens, orthographic }));

it.each([false, true])("finds the body under a place, orthographic: %s", (orthographic) => {
  expect([at(-1, 0, orthographic), at(0, 0.5, orthographic), at(1.25, 0, orthographic)]).toEqual([1, 2, 3]);
  expect([at(-0.5, 0, orthographic), at(0, 0.75, orthographic), at(1, 0.2, orthographic)]).toEqual([null, null, null]);
});

it("finds the nearer of two", () => {
  const behind = poses.map((pose, i) => (i === 3 ? { ...pose, position: [0, 1, 0] as Pose["position"] } : pose));
  const ray = rayThrough(front, [0, 0], lens);
  expect(bodyAlong(model, behind, ray)).toBe(2);
  const before = poses.map((pose, i) => (i === 3 ? { ...pose, position: [0, -1, 0] as Pose["position"] } : pose));
  expect(bodyAlong(model, before, ray)).toBe(3);
});
