import { expect, test } from "vitest";
import type { SceneModel } from "../../engine/api.ts";
import { bodyEntities } from "./bodies.ts";

interface Shape {
  pose: { position: Record<"x" | "y" | "z", number> };
  size: Record<"x" | "y" | "z", number>;
  color: { a: number };
}

type Drawn = Record<"cubes" | "spheres" | "cylinders", Shape[]>;
type Geom = SceneModel["geoms"][number];

/** Lies along x: a quarter turn about y. */
const lying: Geom = {
  name: "",
  body: 0,
  type: "capsule",
  size: [0.1, 0.5, 0],
  position: [1, 0, 2],
  orientation: [Math.SQRT1_2, 0, Math.SQRT1_2, 0],
  rgba: [1, 1, 1, 1],
};

function drawn(geom: Partial<Geom>): Drawn {
  const scene = { bodies: [], joints: [], geoms: [{ ...lying, ...geom }], sites: [] };
  return bodyEntities(scene, ["world"], 0n)[0] as Drawn;
}

test("a capsule is a cylinder with a ball at either end of its axis", () => {
  const { cylinders, spheres } = drawn({});
  expect(cylinders[0].size).toEqual({ x: 0.2, y: 0.2, z: 1 });
  const ends = spheres.map(({ pose: { position } }) => position);
  for (const [i, x] of [0.5, 1.5].entries()) {
    expect(ends[i].x).toBeCloseTo(x);
    expect(ends[i].z).toBeCloseTo(2);
  }
});

test("all of a plane's slab lies below the plane, along its normal", () => {
  const [{ pose, size }] = drawn({ type: "plane" }).cubes;
  expect(pose.position.x + size.z / 2).toBeLessThan(0.998);
  expect(pose.position.x).toBeGreaterThan(0.99);
  expect(pose.position.z).toBeCloseTo(2);
});

test("bodies can be seen through, the ground cannot; what the model hides is left out", () => {
  expect(drawn({ type: "box" }).cubes[0].color.a).toBeCloseTo(0.6);
  expect(drawn({ type: "plane" }).cubes[0].color.a).toBe(1);
  expect(drawn({ rgba: [1, 1, 1, 0] })).toBeUndefined();
});
