/**
 * How large marks are drawn, so that they can be seen beside the robot and tell forces apart. As in the window, an arrow is
 * as long as
 *
 *   min(0.14 s · F / F₉₀, 0.3 s)
 *
 * with the robot's size s and the force F₉₀ that nine of ten in the file do not exceed: impacts are many times stronger than
 * what a robot stands on. The scale has to be known before the first arrow is written, so the rollouts are replayed once
 * more for it; only the sizes of their forces are kept, four bytes of the 28 that a contact takes.
 */

import { rotate, type Vector } from "../../../workers/physics/quaternion.ts";
import type { SceneModel } from "../../engine/api.ts";
import { carried, type Pose, posesAt } from "./poses.ts";
import type { McapSource } from "./source.ts";

export interface Scale {
  /** s: diagonal of a box about the robot and what is around it as a rollout starts, the largest of all rollouts [m]. */
  size: number;
  /** Length of an arrow for a newton [m/N]; 0 where nothing touches anything. */
  perNewton: number;
  /** Length that stronger forces are cut to [m]. */
  longest: number;
  /** Force below which none is drawn [N]. */
  least: number;
}

const STRONG = { quantile: 0.9, length: 0.14 };
const LONGEST = 0.3;
/** Of the strong force. */
const LEAST = 0.01;
const ROW = 7;

/** Replays every rollout, one after the other. */
export async function scaleOf({ scene, rollouts, physicsOf }: Omit<McapSource, "detail">): Promise<Scale> {
  const parts: Float32Array[] = [];
  let size = 0;
  for (const rollout of rollouts) {
    const { poses, contacts } = await physicsOf(rollout);
    size = Math.max(size, diagonal(scene, posesAt(poses, scene.bodies.length, 0)));
    parts.push(forcesOf(contacts));
  }
  const strong = quantile(parts, STRONG.quantile);
  return {
    size,
    perNewton: strong > 0 ? (STRONG.length * size) / strong : 0,
    longest: LONGEST * size,
    least: LEAST * strong,
  };
}

/** Sizes of forces [N]; a rollout that diverged may have some that are not finite. */
function forcesOf(contacts: Float32Array): Float32Array {
  return Float32Array.from({ length: contacts.length / ROW }, (_, c) =>
    Math.hypot(...contacts.subarray(c * ROW + 4, (c + 1) * ROW)),
  ).filter(Number.isFinite);
}

/** The value below which this part of all lies; 0 without any. */
function quantile(parts: readonly Float32Array[], part: number): number {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of parts) {
    all.set(values, at);
    at += values.length;
  }
  return all.sort()[Math.floor(part * all.length)] ?? 0;
}

/** Of a box with the world's axes that holds each shape, boxed along its own axes [m]; planes count for nothing. */
function diagonal({ geoms }: SceneModel, poses: readonly Pose[]): number {
  const [low, high] = [new Float64Array(3).fill(Infinity), new Float64Array(3).fill(-Infinity)];
  for (const geom of geoms) {
    if (geom.type === "plane") continue;
    const { position, orientation } = carried(poses[geom.body], geom);
    const [x, y, z] = halfSides(geom);
    const sides = [[x, 0, 0] as Vector, [0, y, 0] as Vector, [0, 0, z] as Vector].map((side) =>
      rotate(orientation, side),
    );
    for (let i = 0; i < 3; i++) {
      const half = sides.reduce((sum, side) => sum + Math.abs(side[i]), 0);
      low[i] = Math.min(low[i], position[i] - half);
      high[i] = Math.max(high[i], position[i] + half);
    }
  }
  return Math.hypot(...high.map((value, i) => Math.max(0, value - low[i])));
}

/** Of the box about a shape, along its own axes [m]. */
function halfSides({ type, size: [a, b, c] }: SceneModel["geoms"][number]): Vector {
  if (type === "capsule") return [a, a, a + b];
  if (type === "cylinder") return [a, a, b];
  return type === "sphere" ? [a, a, a] : [a, b, c];
}
