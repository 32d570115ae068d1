import { expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import { kinematics } from "./kinematics.ts";
import { anchored, bounds, holds, measuringBoards, motionPlane } from "./layout.ts";
import { allJoints } from "./testing/all-joints.ts";

/** One link of 1 m with its hinge at 1 m height, turning in the x–z plane. */
const arm: SceneModel = {
  bodies: [
    { name: "world", parent: 0, position: [0, 0, 0], orientation: [1, 0, 0, 0] },
    { name: "link", parent: 0, position: [0, 0, 1], orientation: [1, 0, 0, 0] },
  ],
  joints: [
    { name: "j", body: 1, type: "hinge", address: 0, anchor: [0, 0, 0], axis: [0, -1, 0], reference: 0, range: null },
  ],
  geoms: [
    {
      name: "link",
      body: 1,
      type: "capsule",
      size: [0.05, 0.5, 0],
      position: [0.5, 0, 0],
      orientation: [Math.SQRT1_2, 0, Math.SQRT1_2, 0],
      rgba: [0.5, 0.5, 0.5, 1],
    },
  ],
  sites: [],
};

function plane(model: SceneModel, q: number[]) {
  return motionPlane(model, kinematics(model)(q, 0));
}

it("recognises the plane of motion", () => {
  expect(plane(arm, [0])).toBe("y");
  expect(plane({ ...arm, joints: [{ ...arm.joints[0]!, axis: [0, 0, 1] }] }, [0])).toBe("z");
  expect(plane(allJoints, [0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])).toBeNull();
});

it("bounds the link through its whole swing", () => {
  const swing = new Float32Array(21).fill(0);
  swing[20] = Math.PI / 2;
  const { min, max } = bounds(arm, [swing], 1);
  for (const [i, low] of [-0.05, -0.05, 0.95].entries()) expect(min[i]).toBeCloseTo(low, 5);
  for (const [i, high] of [1.05, 0.05, 2.05].entries()) expect(max[i]).toBeCloseTo(high, 5);
});

it("keeps to a box that was there before", () => {
  const before = { min: [-3, 0, 0] as [number, number, number], max: [0, 0, 0] as [number, number, number] };
  const box = bounds(arm, [new Float32Array([0])], 1, before);
  expect(box.min[0]).toBe(-3);
  expect(box.max[0]).toBeCloseTo(1.05);
  expect(before.max).toEqual([0, 0, 0]);
});

it("puts a board behind a planar robot, with a floor where it stands on the ground", () => {
  const box = bounds(arm, [new Float32Array([0])], 1);
  const [wall] = measuringBoards(arm, box, "y").boards;
  expect(wall).toMatchObject({ origin: [0, expect.closeTo(0.15), 0], u: [1, 0, 0], v: [0, 0, 1] });
  // Well past the link on every side.
  expect(wall!.uRange[0]).toBeLessThan(-1.5);
  expect(wall!.uRange[1]).toBeGreaterThan(2.5);
  expect(wall!.vRange).toEqual([expect.closeTo(-0.05), 2]);
  const standing = measuringBoards(arm, { ...box, min: [box.min[0], box.min[1], 0] }, "y");
  expect(standing.boards).toHaveLength(2);
  expect(standing.boards[1]?.vRange).toEqual([expect.closeTo(-0.25), expect.closeTo(0.15)]);
  expect(standing.labels.map(({ metre }) => metre)).toEqual([0, 1, 1]);
});

it("puts the ground under a robot that moves in space", () => {
  const { boards } = measuringBoards(arm, bounds(arm, [new Float32Array([0])], 1), null);
  expect(boards).toEqual([
    { origin: [0, 0, expect.closeTo(0.95)], u: [1, 0, 0], v: [0, 1, 0], uRange: [-0.5, 1.5], vRange: [-0.5, 0.5] },
  ]);
});

it("tells a robot that is fixed to the ground from one that goes about", () => {
  expect(anchored(arm)).toBe(true);
  expect(anchored({ ...arm, joints: [{ ...arm.joints[0]!, type: "slide" }] })).toBe(false);
  expect(anchored(allJoints)).toBe(false);
});

it("tells whether a box holds another", () => {
  const box = bounds(arm, [new Float32Array([0])], 1);
  expect(holds(box, box)).toBe(true);
  expect(holds(box, { ...box, max: [2, 0, 1] })).toBe(false);
});
