import { expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import { kinematics } from "./kinematics.ts";
import { rangeMarks } from "./limits.ts";
import { hinge } from "./testing/hinge.ts";

/** A link that turns about y at (0, 0, 1), drawn along x at zero, within ±1 rad. */
const model: SceneModel = {
  bodies: [
    { name: "world", parent: 0, position: [0, 0, 0], orientation: [1, 0, 0, 0] },
    { name: "link", parent: 0, position: [0, 0, 1], orientation: [1, 0, 0, 0] },
  ],
  joints: [{ ...hinge, range: [-1, 1] }],
  geoms: [],
  sites: [],
};
const pose = kinematics(model);
const at = (q: number) => rangeMarks(model, pose([q], 0), [q], 0, 0.5)[0]!;

it("draws the range where it is, wherever the joint stands", () => {
  for (const q of [0, 0.7, -0.9]) {
    const { arc } = at(q);
    expect(arc[0]![0]).toBeCloseTo(0.5 * Math.cos(1));
    expect(arc[0]![2]).toBeCloseTo(1 - 0.5 * Math.sin(1));
    expect(arc.at(-1)![2]).toBeCloseTo(1 + 0.5 * Math.sin(1));
  }
});

it("has the needle along the link, and says when it is near an end", () => {
  const { needle } = at(0.7);
  expect(needle[0]).toEqual([0, 0, 1]);
  expect(Math.atan2(needle[1][2] - 1, needle[1][0])).toBeCloseTo(0.7);
  expect([at(0).near, at(0.95).near, at(-0.95).near]).toEqual([false, true, true]);
});

it("draws nothing for joints without a range", () => {
  const free = { ...model, joints: [{ ...model.joints[0]!, range: null }] };
  expect(rangeMarks(free, pose([0], 0), [0], 0, 0.5)).toEqual([]);
});
