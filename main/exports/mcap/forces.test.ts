import { expect, test } from "vitest";
import { rotate } from "../../../workers/physics/quaternion.ts";
import { forceEntity } from "./forces.ts";
import type { Scale } from "./scale.ts";

interface Arrow {
  pose: { position: Record<string, number>; orientation: Record<"x" | "y" | "z" | "w", number> };
  shaft_length: number;
  shaft_diameter: number;
  head_length: number;
  head_diameter: number;
}

interface Drawn {
  arrows: Arrow[];
  spheres: { size: Record<string, number> }[];
}

const scale: Scale = { size: 2, perNewton: 0.002, longest: 0.6, least: 1 };

function drawn(...contacts: number[][]): Drawn {
  const numbers = { contacts: Float32Array.from(contacts.flat()), centres: new Float32Array(30) };
  return forceEntity(numbers, 4, scale, 0n) as Drawn;
}

test.each([[[0, 0, 300]], [[-200, 0, 0]], [[3, -40, 12]], [[0, 500, 500]]])(
  "an arrow lies along the force %j, as long as the scale says",
  (force) => {
    const [arrow] = drawn([4, 1, 2, 3, ...force]).arrows;
    const size = Math.hypot(...force);
    const { x, y, z, w } = arrow.pose.orientation;
    for (const [i, value] of rotate([w, x, y, z], [1, 0, 0]).entries()) expect(value).toBeCloseTo(force[i] / size, 6);
    expect(arrow.shaft_length + arrow.head_length).toBeCloseTo(Math.min(0.6, 0.002 * size));
    expect(arrow.pose.position).toEqual({ x: 1, y: 2, z: 3 });
  },
);

test("an arrow is as thick as it is long", () => {
  const [weak, strong] = drawn([4, 0, 0, 0, 0, 0, 50], [4, 0, 0, 0, 0, 0, 100]).arrows;
  for (const part of ["shaft_length", "shaft_diameter", "head_length", "head_diameter"] as const)
    expect(strong[part]).toBeCloseTo(2 * weak[part]);
});

test("forces of other steps, and those that are next to nothing, are not drawn", () => {
  expect(drawn([3, 0, 0, 0, 9, 0, 0], [4, 0, 0, 0, 0.9, 0, 0], [4, 0, 0, 0, 1, 0, 0]).arrows).toHaveLength(1);
});

test("the centre of mass is in proportion to the robot", () => {
  expect(drawn().spheres[0].size).toEqual({ x: 0.08, y: 0.08, z: 0.08 });
});
