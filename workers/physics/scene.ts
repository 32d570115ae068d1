/** Reads the drawing of a model out of MuJoCo's compiled arrays. */
import type { SceneModel } from "./scene-model.ts";
import type { Simulation } from "./simulation.ts";

/** MuJoCo's mjtJoint and mjtGeom, by number. Geoms of other types (meshes, height fields) are not drawn. */
const JOINT_TYPES = ["free", "ball", "slide", "hinge"] as const;
const GEOM_TYPES: Readonly<Record<number, SceneModel["geoms"][number]["type"]>> = {
  0: "plane",
  2: "sphere",
  3: "capsule",
  4: "ellipsoid",
  5: "cylinder",
  6: "box",
};

type Numbers = ArrayLike<number>;

export function sceneOf(simulation: Simulation): SceneModel {
  const { mujoco, model } = simulation;
  const { mjOBJ_BODY, mjOBJ_JOINT, mjOBJ_GEOM, mjOBJ_SITE } = mujoco.mjtObj;
  const name = (kind: { value: number }, id: number) => mujoco.mj_id2name(model, kind.value, id) || `${id}`;
  return {
    bodies: count(model.nbody, (i) => ({
      name: name(mjOBJ_BODY, i),
      parent: model.body_parentid[i],
      position: three(model.body_pos, i),
      orientation: four(model.body_quat, i),
    })),
    joints: count(model.njnt, (i) => ({
      name: name(mjOBJ_JOINT, i),
      body: model.jnt_bodyid[i],
      type: JOINT_TYPES[model.jnt_type[i]],
      address: model.jnt_qposadr[i],
      anchor: three(model.jnt_pos, i),
      axis: three(model.jnt_axis, i),
      reference: model.qpos0[model.jnt_qposadr[i]],
      range: rangeOf(model.jnt_range[2 * i], model.jnt_range[2 * i + 1]),
    })),
    geoms: count(model.ngeom, (i) => ({
      name: name(mjOBJ_GEOM, i),
      body: model.geom_bodyid[i],
      type: GEOM_TYPES[model.geom_type[i]],
      size: three(model.geom_size, i),
      position: three(model.geom_pos, i),
      orientation: four(model.geom_quat, i),
      rgba: four(model.geom_rgba, i),
    })).filter(({ type }) => type !== undefined),
    sites: count(model.nsite, (i) => ({
      name: name(mjOBJ_SITE, i),
      body: model.site_bodyid[i],
      position: three(model.site_pos, i),
      orientation: four(model.site_quat, i),
    })),
  };
}

function count<T>(n: number, at: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => at(i));
}

function three(values: Numbers, i: number): [number, number, number] {
  return [values[3 * i], values[3 * i + 1], values[3 * i + 2]];
}

function four(values: Numbers, i: number): [number, number, number, number] {
  return [values[4 * i], values[4 * i + 1], values[4 * i + 2], values[4 * i + 3]];
}

/** A joint without limits has the empty range [0, 0]. (MuJoCo's `jnt_limited` is an array of a type the binding lacks.) */
function rangeOf(low: number, high: number): [number, number] | null {
  return low < high ? [low, high] : null;
}
