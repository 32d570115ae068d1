import { expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import { kinematics } from "./kinematics.ts";
import { anchored, bounds, groundHeight, holds, measuringBoards, motionPlane, widened } from "./layout.ts";
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
  expect(wall!.vRange).toEqual([expect.closeTo(-0.75), 3]);
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

it("puts the labels of a robot that is followed into the part that is in view", () => {
  const room = widened(bounds(arm, [new Float32Array([0])], 1), [20, 3, 0]);
  const part = { min: [-1, -0.6, 0.95], max: [2, 0.6, 1.05] } as typeof room;
  const { labels, view } = measuringBoards(arm, room, "z", part);
  expect(view).toEqual(part);
  for (const { axis, at } of labels) expect(at[1 - axis]).toBe(part.min[1 - axis]);
  const along = (axis: number) => labels.filter((label) => label.axis === axis).map(({ metre }) => metre);
  expect([Math.min(...along(0)), Math.max(...along(0))]).toEqual([-20, 21]);
  expect(along(1)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
});

it("knows the ground by its plane, or by what stands at height zero", () => {
  const box = bounds(arm, [new Float32Array([0])], 1);
  expect(groundHeight(arm, box)).toBeNull();
  expect(groundHeight(arm, { ...box, min: [0, 0, 0.001] })).toBe(0);
  const floor = { ...arm.geoms[0]!, type: "plane" as const, position: [0, 0, 0.3] as [number, number, number] };
  expect(groundHeight({ ...arm, geoms: [...arm.geoms, floor] }, box)).toBe(0.3);
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
