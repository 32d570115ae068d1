import { expect, test } from "vitest";
import { sceneOf } from "../../../workers/physics/scene.ts";
import { Simulation } from "../../../workers/physics/simulation.ts";
import { systemOf } from "../../../workers/systems/index.ts";
import { modelText } from "../../../workers/testing/models.ts";
import { activationsAt, muscleEntity } from "./muscles.ts";
import type { Pose } from "./poses.ts";

type Point = Record<"x" | "y" | "z", number>;
type Color = Record<"r" | "g" | "b" | "a", number>;

interface Drawn {
  lines: { points: Point[]; colors: Color[] }[];
  triangles: { points: Point[]; indices: number[] }[];
}

const { description } = systemOf("octopus");
const { skin } = description.scene;
if (!skin) throw new Error("the octopus has a skin");
const simulation = await Simulation.load(modelText(description.model));
const scene = sceneOf(simulation);
simulation.dispose();
/** As the model places its bodies, all of which the world carries. */
const poses: Pose[] = scene.bodies.map(({ position, orientation }) => ({ position, orientation }));
const activations = skin.muscles.map((_, i) => i / skin.muscles.length);
const { lines, triangles } = muscleEntity(skin, scene, poses, activations, 1.2, 0n) as Drawn;

test("a muscle runs between its ends, in two points of one colour, the warmer the more it pulls", () => {
  const [{ points, colors }] = lines;
  expect(points).toHaveLength(2 * skin.muscles.length);
  for (const [i, { ends }] of skin.muscles.entries()) {
    for (const [k, end] of ends.entries()) {
      const body = scene.sites.find(({ name }) => name === end)?.body ?? 0;
      const site = scene.sites.find(({ name }) => name === end)?.position ?? [0, 0, 0];
      const at = poses[body].position.map((value, axis) => value + site[axis]);
      for (const [axis, value] of Object.values(points[2 * i + k]).entries()) expect(value).toBeCloseTo(at[axis], 12);
    }
    expect(colors[2 * i]).toEqual(colors[2 * i + 1]);
    if (i > 0) expect(colors[2 * i].r).toBeGreaterThan(colors[2 * i - 2].r);
  }
});

test("a chamber of four corners is two triangles of its own corners", () => {
  const [{ points, indices }] = triangles;
  expect(points).toHaveLength(4 * skin.chambers.length);
  expect(indices.slice(0, 6)).toEqual([0, 1, 2, 0, 2, 3]);
  expect(indices.slice(6, 12)).toEqual([4, 5, 6, 4, 6, 7]);
  expect(indices).toHaveLength(6 * skin.chambers.length);
});

test("an activation is the action over its range, which it does not leave", () => {
  const range = (low: number, high: number) => ({
    name: "",
    symbol: "",
    unit: "",
    range: [low, high] as [number, number],
  });
  const actions = [range(0, 2), range(-1, 1), range(0, 1)];
  expect(activationsAt({ actions }, Float32Array.of(9, 9, 9, 1, -0.5, 7), 1)).toEqual([0.5, 0.25, 1]);
});
