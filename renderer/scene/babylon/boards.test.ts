import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { Scene } from "@babylonjs/core/scene.js";
import { expect, it, vi } from "vitest";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { MetreLabel } from "../layout.ts";
import type { SceneColors } from "./colors.ts";

// Boards and labels are pictures, which no engine without a screen can draw.
vi.mock("./board.ts", () => ({
  drawBoard: () => [],
  drawLabel: ({ axis, metre }: MetreLabel, _colors: unknown, scene: Scene) => new Mesh(`${axis} ${metre}`, scene),
}));
const { Boards } = await import("./boards.ts");

it("writes no label over the row of x, wherever the view has gone", () => {
  const scene = new Scene(new NullEngine());
  const label = (axis: 0 | 1, metre: number): MetreLabel => {
    const at: Vector = axis === 0 ? [metre, -1.05, 0] : [-1.5, metre, 0];
    return { axis, metre, at, right: [1, 0, 0], up: [0, 1, 0] };
  };
  const labels = [label(0, 0), label(0, 1), label(1, -1), label(1, 0), label(1, 1)];
  const view = { min: [0, 0, 0] as Vector, max: [0, 0, 0] as Vector };
  const boards = new Boards({ boards: [], labels, view }, false, {} as SceneColors, scene);
  const seen = () => scene.meshes.filter(({ isVisible }) => isVisible).map(({ name }) => name);
  expect(seen()).toEqual(["0 0", "0 1", "1 0", "1 1"]);
  boards.goWith([7, 1, 0]);
  expect(seen()).toEqual(["0 0", "0 1", "1 -1", "1 1"]);
  boards.goWith([7, 0.5, 0]);
  expect(seen()).toHaveLength(5);
});
