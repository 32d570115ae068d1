import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import type { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3, Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { Scene } from "@babylonjs/core/scene.js";
import { beforeEach, expect, it, vi } from "vitest";
import type { SceneModel } from "../../../main/engine/api.ts";
import { fixedScene } from "../../../workers/systems/description.ts";
import type { SceneColors } from "./colors.ts";
import { type Content, Drawing } from "./drawing.ts";

// Labels are painted on a canvas, which there is none of here.
vi.mock("./board.ts", async (actual) => ({
  ...(await actual<typeof import("./board.ts")>()),
  drawLabel: (_label: unknown, _colors: unknown, scene: Scene) => new Mesh("label", scene),
}));

const grey = new Color3(0.5, 0.5, 0.5);
const colors: SceneColors = {
  back: new Color4(0, 0, 0, 1),
  water: { board: grey, minor: grey, major: grey },
  calm: grey,
  warm: grey,
  flesh: grey,
  contact: Color3.Red(),
  board: grey,
  minor: grey,
  major: grey,
  text: "#808080",
  accent: grey,
  past: grey,
  tip: grey,
  ghost: grey,
  ghostLine: grey,
  network: Color3.Green(),
  fade: 0,
  sky: grey,
  ground: grey,
  shadow: 0.5,
};

/** One link of 1 m that turns in the x–z plane. */
const model: SceneModel = {
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
  sites: [{ name: "tip", body: 1, position: [1, 0, 0], orientation: [1, 0, 0, 0] }],
};

const track = (speed: number, rows = 100) => Float32Array.from({ length: rows }, (_, t) => speed * t);

function content(speed: number, samples: number, rows = 100): Content {
  const solid = track(speed, rows);
  const ghosts = Array.from({ length: samples }, (_, i) => track(speed + 0.001 * i, rows));
  const sites = { tip: ["tip"], target: "none" };
  return {
    subject: "arm",
    model,
    sites,
    scene: fixedScene,
    start: track(0, 1),
    solid,
    activations: null,
    ghosts,
    shifts: { solid: [], ghosts: ghosts.map(() => []) },
    network: { tracks: [], shifts: [] },
    framed: [track(0)],
    moving: true,
  };
}

let scene: Scene;
beforeEach(() => {
  scene = new Scene(new NullEngine());
});
const counts = () => [scene.meshes.length, scene.materials.length, scene.geometries.length, scene.textures.length];
const trace = () => [...(scene.getMeshByName("trace")?.getVerticesData("position") ?? [])];

it("follows twenty iterations with the same meshes and materials", () => {
  const drawing = new Drawing(content(0.01, 5), null, colors, scene);
  const before = { counts: counts(), trace: trace(), meshes: [...scene.meshes] };
  for (let iteration = 1; iteration <= 20; iteration++) {
    const next = content(0.01 + 0.002 * iteration, 5);
    expect(drawing.takes(next)).toBe(true);
    drawing.follow(next);
    drawing.pose(iteration);
  }
  expect(counts()).toEqual(before.counts);
  expect(scene.meshes).toEqual(before.meshes);
  expect(trace()).toHaveLength(before.trace.length);
  expect(trace()).not.toEqual(before.trace);
});

it("makes anew what has another number of samples or rows, and leaves nothing behind", () => {
  const drawing = new Drawing(content(0.01, 5), null, colors, scene);
  const before = counts();
  drawing.follow(content(0.01, 3, 60));
  drawing.follow(content(0.01, 5));
  expect(counts()).toEqual(before);
  expect(trace().length).toBeGreaterThan(0);
  drawing.dispose();
  expect(scene.meshes).toEqual([]);
  expect(scene.materials.filter(({ name }) => name !== "default material")).toEqual([]);
});

it("draws the ways of many samples with no more points in all than those of some", () => {
  const points = () => (scene.getMeshByName("faint traces")?.getVerticesData("position")?.length ?? 0) / 3;
  new Drawing(content(0.001, 4, 800), null, colors, scene);
  expect(points()).toBe(4 * 200);
  scene = new Scene(new NullEngine());
  new Drawing(content(0.001, 200, 800), null, colors, scene);
  expect(points()).toBeGreaterThan(200 * 30);
  expect(points()).toBeLessThanOrEqual(8000);
});

it("draws the network's rollouts in their own colour, poses them, and takes them away again", () => {
  const drawing = new Drawing(content(0.01, 2), null, colors, scene);
  const before = counts();
  drawing.follow({ ...content(0.01, 2), network: { tracks: [track(0.02), track(-0.02)], shifts: [[], []] } });
  const own = scene.meshes.filter(({ material }) => {
    const { diffuseColor, emissiveColor } = (material ?? {}) as Partial<StandardMaterial>;
    return [diffuseColor, emissiveColor].some((color) => color?.equals(Color3.Green()));
  }) as Mesh[];
  expect(own.map(({ thinInstanceCount }) => thinInstanceCount)).toEqual([2]);
  drawing.pose(90);
  const [up, down] = own[0]!.thinInstanceGetWorldMatrices().map((matrix) => matrix.asArray());
  expect(up).not.toEqual(down);
  // Opposite turns: mirror images in the x–y plane, in which the link begins.
  expect(up![12]).toBeCloseTo(down![12]!, 6);
  drawing.follow(content(0.01, 2));
  expect(counts()).toEqual(before);
  drawing.dispose();
  expect(scene.meshes).toEqual([]);
});

it("draws the network's ghosts as strong as the samples, also those that come later", () => {
  const networks = (...speeds: number[]) => ({
    ...content(0.01, 2),
    network: { tracks: speeds.map((speed) => track(speed)), shifts: speeds.map(() => []) },
  });
  const alphas = () =>
    scene.materials
      .filter((material) => (material as StandardMaterial).emissiveColor?.equals(Color3.Green()))
      .map(({ alpha }) => alpha);
  const display = { ghosts: true, trace: true, board: true };
  const drawing = new Drawing(networks(0.02), null, colors, scene);
  drawing.display({ ...display, ghostOpacity: 1 });
  const [usual] = alphas();
  drawing.display({ ...display, ghostOpacity: 0.5 });
  expect(alphas()).toEqual([expect.closeTo(usual! / 2)]);
  drawing.follow(networks(0.02, 0.03));
  const [faint] = alphas();
  drawing.display({ ...display, ghostOpacity: 1 });
  expect(alphas()).toEqual([expect.closeTo(2 * faint!)]);
});

it("does not take another model, nor what leaves the room", () => {
  const drawing = new Drawing(content(0.01, 5), null, colors, scene);
  expect(drawing.takes({ ...content(0.01, 5), model: { ...model } })).toBe(false);
  expect(drawing.takes({ ...content(0.01, 5), framed: [track(0.1)] })).toBe(false);
});

/** A wheel of radius 0.05 m on slides along x and z. */
const wheel: SceneModel = {
  ...model,
  joints: [
    { ...model.joints[0]!, name: "x", type: "slide", axis: [1, 0, 0] },
    { ...model.joints[0]!, name: "z", type: "slide", axis: [0, 0, 1], address: 1 },
  ],
  geoms: [
    { ...model.geoms[0]!, name: "wheel", type: "sphere", position: [0, 0, 0] },
    { ...model.geoms[0]!, name: "ground", body: 0, type: "plane", position: [0, 0, 0] },
  ],
  sites: [{ ...model.sites[0]!, position: [0, 0, 0] }],
};

function rolling(look: Partial<Content["scene"]>): Content {
  // It comes down to the ground on its way, and goes 30 m; the body is placed at a height of 1 m.
  const solid = Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 0.15 * i : Math.max(-0.95, -0.02 * i)));
  const start = solid.slice(0, 2);
  return { ...content(0, 0), model: wheel, solid, start, framed: [solid], scene: { ...fixedScene, ...look } };
}

it("goes with a robot that is followed, and stays with another", () => {
  const followed = new Drawing(rolling({ follow: true }), null, colors, scene);
  expect(followed.gone(0).map((value) => Math.abs(value))).toEqual([0, 0, 0]);
  expect(followed.gone(50)[0]).toBeCloseTo(15, 5);
  expect(followed.gone(1000)[0]).toBeCloseTo(29.7, 4);
  expect(followed.view.max[0]).toBeLessThan(1);
  const fixed = new Drawing(rolling({}), null, colors, scene);
  expect(fixed.gone(50)).toEqual([0, 0, 0]);
  expect(fixed.view.max[0]).toBeGreaterThan(20);
});

it("has room ahead of a robot that is followed, each time that it goes beyond what is drawn", () => {
  const going = (far: number): Content => {
    const solid = Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 1 ? -0.95 : i === 0 ? 0 : far));
    return { ...rolling({ follow: true }), solid, start: solid.slice(0, 2), framed: [solid] };
  };
  const first = new Drawing(going(5), null, colors, scene);
  expect(first.takes(going(9))).toBe(true);
  expect(first.takes(going(14))).toBe(false);
  const second = new Drawing(going(14), first.box, colors, scene);
  expect(second.takes(going(18))).toBe(true);
  // In other colours it stays as it is.
  expect(new Drawing(going(14), second.box, colors, scene).box).toEqual(second.box);
});

it("shows a foot's contact with the ground", () => {
  const drawing = new Drawing(rolling({ feet: ["wheel"] }), null, colors, scene);
  const color = () => (scene.getMeshByName("wheel")!.material as StandardMaterial).diffuseColor;
  drawing.pose(0);
  expect(color().equals(colors.contact)).toBe(false);
  drawing.pose(90);
  expect(color().equals(colors.contact)).toBe(true);
});

it("draws chambers between sites, and muscles that warm with their activation", () => {
  const at = (name: string, x: number, z: number) => ({ ...model.sites[0]!, name, position: [x, 0, z] as const });
  const corners = [at("a", 0, 0), at("b", 1, 0), at("c", 1, 1)].map((site) => ({
    ...site,
    position: [...site.position],
  }));
  const soft = { ...model, sites: [...model.sites, ...corners] } as SceneModel;
  const skin = {
    chambers: [["a", "b", "c"]],
    muscles: [{ ends: ["a", "b"] as [string, string], action: 0 }],
  };
  const warm = { ...colors, calm: Color3.Black(), warm: Color3.White() };
  const drawing = new Drawing(
    { ...content(0, 2), model: soft, scene: { ...fixedScene, skin }, activations: Float32Array.of(0.25, 0.75) },
    null,
    warm,
    scene,
  );
  drawing.pose(1);
  expect([...(scene.getMeshByName("chambers")?.getVerticesData("position") ?? [])]).toEqual([
    0, 0, 1, 1, 0, 1, 1, 0, 2,
  ]);
  const [solid, ghosts] = scene.meshes.filter(({ name }) => name === "muscles") as Mesh[];
  expect([solid?.thinInstanceCount, ghosts?.thinInstanceCount]).toEqual([1, 2]);
  expect([...(solid?._userThinInstanceBuffersStorage.data.instanceColor ?? [])]).toEqual([0.75, 0.75, 0.75, 1]);
  drawing.dispose();
  expect(scene.meshes).toEqual([]);
});

it("has a moved body, its mark and its ghosts where the condition has them", () => {
  const slot = {
    name: "slot",
    parent: 0,
    position: [1, 0, 0],
    orientation: [1, 0, 0, 0],
  } as SceneModel["bodies"][number];
  const wall = { ...model.geoms[0]!, name: "wall", body: 2 };
  const goal = { ...model.sites[0]!, name: "goal", body: 2 };
  const withSlot: SceneModel = {
    ...model,
    bodies: [...model.bodies, slot],
    geoms: [...model.geoms, wall],
    sites: [...model.sites, goal],
  };
  const shown = { ...content(0.01, 1), model: withSlot, sites: { tip: ["tip"], target: "goal" } };
  const drawing = new Drawing(shown, null, colors, scene);
  drawing.pose(0);
  const places = () => {
    const mark = scene.getMeshByName("target")!.position;
    return [mark.x, scene.getMeshByName("wall")!.getWorldMatrix().getTranslation().x];
  };
  expect(places()).toEqual([2, 1.5]);
  const moved = {
    ...shown,
    shifts: { solid: [{ body: "slot", by: [0.25, 0, 0] as [number, number, number] }], ghosts: [[]] },
  };
  drawing.follow(moved);
  drawing.pose(0);
  expect(places()).toEqual([2.25, 1.75]);
  const far = {
    ...shown,
    shifts: { ...moved.shifts, solid: [{ body: "slot", by: [9, 0, 0] as [number, number, number] }] },
  };
  expect([drawing.takes(shown), drawing.takes(far)]).toEqual([true, false]);
});
