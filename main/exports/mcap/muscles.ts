/** A soft body at one step: its muscles in the colour of their activation, and the chambers between them. */
import type { RunDetail, SceneModel } from "../../engine/api.ts";
import { type Color, entity, ORIGIN, vector } from "./entities.ts";
import { WORLD } from "./frames.ts";
import { carried, type Pose } from "./poses.ts";

type Task = RunDetail["task"];
type Skin = NonNullable<Task["scene"]["skin"]>;

/** Of a foxglove.LinePrimitive: each two points are a line of their own. */
const LINE_LIST = 2;
const CALM: Color = { r: 0.35, g: 0.5, b: 0.7, a: 1 };
const WARM: Color = { r: 1, g: 0.25, b: 0.05, a: 1 };
const FLESH: Color = { r: 0.79, g: 0.56, b: 0.53, a: 0.3 };
/** Thickness of a muscle, as a part of the robot's size. */
const THICKNESS = 0.014;

/** `poses`: of all bodies; `activations`: the step's actions; `size`: the robot's [m]. */
export function muscleEntity(
  { chambers, muscles }: Skin,
  { sites }: SceneModel,
  poses: readonly Pose[],
  activations: readonly number[],
  size: number,
  time: bigint,
): object {
  const places = new Map(sites.map((site) => [site.name, carried(poses[site.body], site).position]));
  const pointsOf = (names: readonly string[]) => names.map((name) => vector(places.get(name) ?? [0, 0, 0]));
  const lines = {
    type: LINE_LIST,
    pose: ORIGIN,
    thickness: THICKNESS * size,
    scale_invariant: false,
    points: pointsOf(muscles.flatMap(({ ends }) => ends)),
    color: CALM,
    colors: muscles.flatMap(({ action }) => Array(2).fill(between(CALM, WARM, activations[action]))),
    indices: [],
  };
  const triangles = {
    pose: ORIGIN,
    points: pointsOf(chambers.flat()),
    color: FLESH,
    colors: [],
    indices: fans(chambers.map(({ length }) => length)),
  };
  return entity("muscles", WORLD, time, { lines: [lines], triangles: [triangles] });
}

/** Each action at a step over its range, 0 to 1. */
export function activationsAt({ actions }: Pick<Task, "actions">, values: Float32Array, step: number): number[] {
  return actions.map(({ range }, i) => {
    const [low, high] = range ?? [0, 1];
    const value = values[step * actions.length + i];
    return Math.max(0, Math.min(1, (value - low) / (high - low)));
  });
}

/** To thousandths, which eyes and eight bits cannot tell apart and files are smaller for. */
function between(from: Color, to: Color, part: number): Color {
  const at = (key: keyof Color) => Number((from[key] + part * (to[key] - from[key])).toFixed(3));
  return { r: at("r"), g: at("g"), b: at("b"), a: at("a") };
}

/** Triangles of polygons with so many corners each, which lie one after another. */
function fans(corners: readonly number[]): number[] {
  let first = 0;
  return corners.flatMap((count) => {
    const from = first;
    first += count;
    return Array.from({ length: count - 2 }, (_, i) => [from, from + i + 1, from + i + 2]).flat();
  });
}
