import { expect, it } from "vitest";
import type { Vector } from "../../workers/physics/quaternion.ts";
import { axes, type Box, dot, eye, framed, panned, turned, zoomed } from "./orbit.ts";

const front = { target: [0, 0, 1] as Vector, azimuth: -Math.PI / 2, elevation: 0, distance: 5 };

it("looks at the x–z plane from −y with x to the right and z up", () => {
  const [x, y, z] = eye(front);
  expect([x, y, z].map((v) => Math.round(v * 1e9) / 1e9 + 0)).toEqual([0, -5, 1]);
  const { right, up } = axes(front);
  expect(right[0]).toBeCloseTo(1);
  expect(up[2]).toBeCloseTo(1);
});

it("keeps its axes orthonormal and stops before the poles", () => {
  const orbit = turned(turned(front, 0.7, 0.4), 0, 9);
  const { right, up, back } = axes(orbit);
  for (const [a, b] of [
    [right, up],
    [up, back],
    [back, right],
  ] as const)
    expect(dot(a, b)).toBeCloseTo(0);
  for (const a of [right, up, back]) expect(dot(a, a)).toBeCloseTo(1);
  expect(orbit.elevation).toBeLessThan(Math.PI / 2);
});

it("pans along the view and zooms within limits", () => {
  expect(panned(front, 0.5, -0.25).target[0]).toBeCloseTo(0.5);
  expect(panned(front, 0.5, -0.25).target[2]).toBeCloseTo(0.75);
  expect(zoomed(front, 0.5).distance).toBe(2.5);
  expect(zoomed(front, 1e-9).distance).toBeGreaterThan(0);
});

it("frames a box so that every corner is inside the view, and hardly more", () => {
  const box: Box = { min: [-1, -0.1, 0], max: [2, 0.1, 1.5] };
  const [fov, aspect] = [0.6, 1.4];
  const orbit = framed(box, -1.4, 0.2, fov, aspect);
  const { right, up, back } = axes(orbit);
  const from = eye(orbit);
  let fullest = 0;
  for (const x of [box.min[0], box.max[0]])
    for (const y of [box.min[1], box.max[1]])
      for (const z of [box.min[2], box.max[2]]) {
        const d: Vector = [x - from[0], y - from[1], z - from[2]];
        const depth = -dot(d, back);
        fullest = Math.max(
          fullest,
          Math.abs(dot(d, right)) / depth / (Math.tan(fov / 2) * aspect),
          Math.abs(dot(d, up)) / depth / Math.tan(fov / 2),
        );
      }
  expect(fullest).toBeLessThanOrEqual(1);
  expect(fullest).toBeGreaterThan(0.8);
});
