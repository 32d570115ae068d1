/** The window's poses against MuJoCo's own, over every kind of joint. */
import load, { type MainModule } from "@mujoco/mujoco";
import { beforeAll, describe, expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import { attached, kinematics, movingBodies, positionCount, referencePositions } from "./kinematics.ts";
import { allJoints, allJointsXml } from "./testing/all-joints.ts";

let mujoco: MainModule;
beforeAll(async () => {
  mujoco = await load();
});

/** Poses of bodies and geoms by MuJoCo, flat. */
function truth(q: readonly number[], xml = allJointsXml) {
  const model = mujoco.MjModel.from_xml_string(xml);
  const data = new mujoco.MjData(model);
  data.qpos.set(q);
  mujoco.mj_kinematics(model, data);
  const poses = {
    bodies: [...data.xpos] as number[],
    orientations: [...data.xquat] as number[],
    geoms: [...data.geom_xpos] as number[],
    sites: [...data.site_xpos] as number[],
  };
  data.delete();
  model.delete();
  return poses;
}

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of actual.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-12);
}

const configurations: number[][] = [
  [0.1, -0.2, 0.8, 0.9, 0.1, -0.3, 0.2, 0.4, -0.7, 0.9, 0.2, 0.3, -0.1, 1.2],
  [2, 1, -0.5, -0.1, 0.8, 0.1, 0.5, -0.3, 2.4, 0.1, -0.9, 0.3, 0.4, -2.2],
  // Quaternions that a simulation has let drift from length one.
  [0, 0, 1, 1.1, 0.2, 0, 0, 0, 0, 0.5, 0.5, 0.1, 0, 0],
];

describe("kinematics", () => {
  it("agrees with MuJoCo on bodies, geoms and sites", () => {
    const poses = kinematics(allJoints);
    for (const q of configurations) {
      const expected = truth(q);
      const bodies = poses([9, 9, ...q], 2);
      expectClose(
        bodies.flatMap((pose) => pose.position),
        expected.bodies,
      );
      const flip = (o: number[], i: number) =>
        Math.sign(o[0]!) === Math.sign(expected.orientations[4 * i]!) ? o : o.map((v) => -v);
      expectClose(
        bodies.flatMap((pose, i) => flip(pose.orientation, i)),
        expected.orientations,
      );
      const world = (parts: SceneModel["geoms"] | SceneModel["sites"]) =>
        parts.flatMap((part) => attached(bodies[part.body]!, part).position);
      expectClose(world(allJoints.geoms), expected.geoms);
      expectClose(world(allJoints.sites), expected.sites);
    }
  });

  it("agrees with MuJoCo on a body that was moved, and leaves it moved no longer than asked", () => {
    const poses = kinematics(allJoints);
    const [q] = configurations;
    const moved = allJointsXml.replace('name="post" pos="1 0 0"', 'name="post" pos="1.5 -0.25 0.125"');
    const positions = (shifts: Parameters<typeof poses>[2]) =>
      poses(q!, 0, shifts).flatMap((pose) => [...pose.position]);
    expectClose(positions([{ body: "post", by: [0.5, -0.25, 0.125] }]), truth(q!, moved).bodies);
    expectClose(positions([]), truth(q!).bodies);
  });

  it("starts from the placed bodies and the reference of each joint", () => {
    expect(positionCount(allJoints)).toBe(14);
    const model = mujoco.MjModel.from_xml_string(allJointsXml);
    expect([...referencePositions(allJoints)]).toEqual([...model.qpos0].map((v: number) => Math.fround(v)));
    model.delete();
  });

  it("tells what moves from what is fixed", () => {
    expect(movingBodies(allJoints)).toEqual([false, true, true, true, true, true, false]);
  });
});
