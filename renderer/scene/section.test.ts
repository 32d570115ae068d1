import { expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import { kinematics } from "./kinematics.ts";
import { cutOpen } from "./section.ts";

const half = Math.SQRT1_2;
const geom = (changes: Partial<SceneModel["geoms"][number]>): SceneModel["geoms"][number] => ({
  name: "",
  body: 0,
  type: "box",
  size: [0.2, 0.1, 0.3],
  position: [1, 0, 0.3],
  orientation: [1, 0, 0, 0],
  rgba: [1, 1, 1, 1],
  ...changes,
});
const body = { parent: 0, position: [0, 0, 0] as [number, number, number], orientation: [1, 0, 0, 0] as const };
const model: SceneModel = {
  bodies: [
    { name: "world", ...body, orientation: [1, 0, 0, 0] },
    { name: "arm", ...body, orientation: [1, 0, 0, 0] },
  ],
  joints: [
    { name: "j", body: 1, type: "hinge", address: 0, anchor: [0, 0, 0], axis: [0, 1, 0], reference: 0, range: null },
  ],
  geoms: [
    geom({}),
    geom({ body: 1 }),
    geom({ type: "capsule" }),
    geom({ position: [1, 0.5, 0.3] }),
    geom({ orientation: [half, half, 0, 0] }),
  ],
  sites: [],
};
const poses = kinematics(model)([0], 0);

it("keeps the part of a fixed box that lies behind the plane", () => {
  const cut = cutOpen(model, poses, 0)[0]!;
  expect(cut.position[1] + cut.size[1]).toBeCloseTo(0.1);
  expect(cut.position[1] - cut.size[1]).toBeCloseTo(0.004);
  expect([cut.size[0], cut.size[2], cut.position[0], cut.position[2]]).toEqual([0.2, 0.3, 1, 0.3]);
});

it("sees through what stands before the cut of its own body", () => {
  const near = geom({ position: [1, -0.5, 0.3] });
  const elsewhere = geom({ position: [1, -0.5, 0.3], body: 2 });
  const bodies = [...model.bodies, { ...model.bodies[1]!, name: "elsewhere" }];
  const before = { ...model, bodies, geoms: [geom({}), near, elsewhere] };
  const [, glass, solid] = cutOpen(before, kinematics(before)([0], 0), 0);
  expect(glass).toEqual({ ...near, rgba: [1, 1, 1, expect.closeTo(0.14)] });
  expect(solid).toEqual(elsewhere);
});

it("leaves alone what moves, what is no box, what the plane misses and what lies across", () => {
  expect(cutOpen(model, poses, 0).slice(1)).toEqual(model.geoms.slice(1));
});
