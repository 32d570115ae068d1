/** Ranges of the joints that have any, as arcs about hinges and bars along slides, with a needle at the joint's value. */
import type { SceneModel } from "../../main/engine/api.ts";
import { axisAngle, multiply, type Quaternion, rotate, type Vector } from "../../workers/physics/quaternion.ts";
import type { Pose } from "./kinematics.ts";

type Joint = SceneModel["joints"][number];

/** One joint's range: the line from its low to its high end, and the needle. */
export interface RangeMark {
  arc: Vector[];
  needle: [Vector, Vector];
  /** Whether the value is within a twentieth of the range of an end. */
  near: boolean;
}

const POINTS = 24;
const NEAR = 0.05;

/**
 * The marks at positions q ([nq] from `offset`), in the poses of the bodies there. `radius` of the arcs [m].
 *
 * The body's own frame has turned with the joint by q − q₀; the range is drawn in the frame before that turn.
 */
export function rangeMarks(
  { joints }: SceneModel,
  poses: readonly Pose[],
  q: ArrayLike<number>,
  offset: number,
  radius: number,
): RangeMark[] {
  return joints.flatMap((joint) => {
    const value = q[offset + joint.address];
    if (joint.range === null || value === undefined) return [];
    const pose = poses[joint.body]!;
    if (joint.type === "hinge") return [arcOf(joint, joint.range, pose, value, radius)];
    return joint.type === "slide" ? [barOf(joint, joint.range, pose, value, radius)] : [];
  });
}

function arcOf(joint: Joint, [low, high]: [number, number], pose: Pose, value: number, radius: number): RangeMark {
  const anchor = plus(pose.position, rotate(pose.orientation, joint.anchor));
  const before: Quaternion = multiply(pose.orientation, axisAngle(joint.axis, joint.reference - value));
  const spoke = across(joint.axis);
  const at = (angle: number, length: number) =>
    plus(anchor, rotate(multiply(before, axisAngle(joint.axis, angle - joint.reference)), scaled(spoke, length)));
  const arc = Array.from({ length: POINTS + 1 }, (_, i) => at(low + ((high - low) * i) / POINTS, radius));
  return { arc, needle: [anchor, at(value, 1.15 * radius)], near: isNear(value, low, high) };
}

function barOf(joint: Joint, [low, high]: [number, number], pose: Pose, value: number, radius: number): RangeMark {
  const axis = rotate(pose.orientation, joint.axis);
  const anchor = plus(pose.position, rotate(pose.orientation, joint.anchor));
  const at = (place: number): Vector => plus(anchor, scaled(axis, place - value));
  const side = scaled(rotate(pose.orientation, across(joint.axis)), 0.15 * radius);
  return {
    arc: [at(low), at(high)],
    needle: [plus(at(value), side), plus(at(value), scaled(side, -1))],
    near: isNear(value, low, high),
  };
}

function isNear(value: number, low: number, high: number): boolean {
  return Math.min(value - low, high - value) < NEAR * (high - low);
}

/** A unit vector square to a unit axis: towards x, or z for an axis along x. */
function across(axis: Vector): Vector {
  const towards: Vector = Math.abs(axis[0]) < 0.9 ? [1, 0, 0] : [0, 0, 1];
  const along = axis[0] * towards[0] + axis[1] * towards[1] + axis[2] * towards[2];
  const square = towards.map((value, i) => value - along * axis[i]!) as Vector;
  return scaled(square, 1 / Math.hypot(...square));
}

function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function scaled(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by];
}
