/**
 * Forward kinematics of a scene model: body poses in the world from generalised positions.
 *
 *   x_i = x_p + R(o_p) (b_i + δ_i),   o_i = o_p ∘ β_i,   then each joint of body i in its order:
 *   slide: x_i += R(o_i) a (q − q₀);   hinge: o_i ← o_i ∘ quat(a, q − q₀);   ball: o_i ← o_i ∘ q/‖q‖
 *
 * and after a rotation x_i is moved so that the joint's anchor stays where it was (Featherstone, Rigid Body Dynamics
 * Algorithms, §4.1; conventions of MuJoCo's `mj_kinematics`). A free joint gives its body's pose itself. δ_i is the shift of a
 * body that the rollout's condition moves, else zero.
 */
import type { BodyShift, SceneModel } from "../../main/engine/api.ts";
import {
  axisAngle,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  type Vector,
} from "../../workers/physics/quaternion.ts";

type Joint = SceneModel["joints"][number];

export interface Pose {
  position: Vector;
  orientation: Quaternion;
}

const POSITIONS = { free: 7, ball: 4, slide: 1, hinge: 1 } as const;

/** nq: how many generalised positions the joints have together. */
export function positionCount(model: SceneModel): number {
  return model.joints.reduce((count, joint) => count + POSITIONS[joint.type], 0);
}

/** The positions at which the model is drawn before there is a rollout: hinges and slides at q₀, bodies as placed. */
export function referencePositions(model: SceneModel): Float32Array {
  const q = new Float32Array(positionCount(model));
  for (const { type, address, body, reference } of model.joints) {
    if (type === "ball") q[address] = 1;
    else if (type === "free") {
      const placed = model.bodies[body]!;
      q.set([...placed.position, ...placed.orientation], address);
    } else q[address] = reference;
  }
  return q;
}

/** Whether each body can move at all: it or a body that carries it has a joint. */
export function movingBodies(model: SceneModel): boolean[] {
  const moving: boolean[] = [];
  for (const [i, { parent }] of model.bodies.entries())
    moving[i] = model.joints.some(({ body }) => body === i) || (i > 0 && moving[parent]!);
  return moving;
}

/** From positions ([nq] at `offset`), with bodies moved, to the poses of all bodies. */
type Kinematics = (q: ArrayLike<number>, offset: number, shifts?: readonly BodyShift[]) => readonly Pose[];

/** The poses that the returned function gives are its own, reused. */
export function kinematics(model: SceneModel): Kinematics {
  const jointsOf = model.bodies.map((_, i) => model.joints.filter(({ body }) => body === i));
  const poses: Pose[] = model.bodies.map(() => ({ position: [0, 0, 0], orientation: [1, 0, 0, 0] }));
  return (q, offset, shifts = []) => {
    for (let i = 1; i < poses.length; i++) {
      const { name, parent, position, orientation } = model.bodies[i]!;
      const shift = shifts.find(({ body }) => body === name);
      const pose = poses[i]!;
      const carrier = poses[parent]!;
      const b = rotate(carrier.orientation, shift ? sum(position, shift.by) : position);
      pose.position = sum(carrier.position, b);
      pose.orientation = multiply(carrier.orientation, orientation);
      for (const joint of jointsOf[i]!) applyJoint(joint, pose, q, offset + joint.address);
      pose.orientation = normalise(pose.orientation);
    }
    return poses;
  };
}

function applyJoint({ type, anchor, axis, reference }: Joint, pose: Pose, q: ArrayLike<number>, at: number): void {
  if (type === "free") {
    pose.position = [q[at]!, q[at + 1]!, q[at + 2]!];
    pose.orientation = normalise([q[at + 3]!, q[at + 4]!, q[at + 5]!, q[at + 6]!]);
    return;
  }
  if (type === "slide") {
    const a = rotate(pose.orientation, axis);
    const d = q[at]! - reference;
    pose.position = sum(pose.position, [a[0] * d, a[1] * d, a[2] * d]);
    return;
  }
  const before = rotate(pose.orientation, anchor);
  const turn: Quaternion =
    type === "hinge" ? axisAngle(axis, q[at]! - reference) : normalise([q[at]!, q[at + 1]!, q[at + 2]!, q[at + 3]!]);
  pose.orientation = multiply(pose.orientation, turn);
  const after = rotate(pose.orientation, anchor);
  pose.position = sum(pose.position, [before[0] - after[0], before[1] - after[1], before[2] - after[2]]);
}

/** A pose fixed to a body (a geom's or a site's), in the world. */
export function attached({ position, orientation }: Pose, local: Pose): Pose {
  return {
    position: sum(position, rotate(orientation, local.position)),
    orientation: multiply(orientation, local.orientation),
  };
}

/** The middle of some sites, by their names; null when the model has not all of them. */
export function middleOf(model: SceneModel, names: readonly string[], poses: readonly Pose[]): Vector | null {
  const middle: Vector = [0, 0, 0];
  for (const name of names) {
    const site = model.sites.find((candidate) => candidate.name === name);
    if (!site) return null;
    for (const [i, value] of attached(poses[site.body]!, site).position.entries())
      middle[i] = middle[i]! + value / names.length;
  }
  return middle;
}

function sum(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
