/** What must be found at a glance: the target as a ring, the tip as a dot. */
import type { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateSphere } from "@babylonjs/core/Meshes/Builders/sphereBuilder.js";
import { CreateTorus } from "@babylonjs/core/Meshes/Builders/torusBuilder.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import { flat } from "./materials.ts";

/** Marks are drawn over the robot: a target inside a slot is seen from every side. */
const OVER_ALL = 1;

/** A ring with a dot in it that lies in the plane with the given normal; `size` is its radius [m]. */
export function targetMark(size: number, normal: Vector, color: Color3, scene: Scene): Mesh {
  const ring = CreateTorus("target", { diameter: 2 * size, thickness: size * 0.3, tessellation: 32 }, scene);
  const dot = CreateSphere("target dot", { diameter: size * 0.6, segments: 8 }, scene);
  dot.parent = ring;
  ring.rotationQuaternion = Quaternion.FromUnitVectorsToRef(Vector3.Up(), new Vector3(...normal), new Quaternion());
  for (const mesh of [ring, dot]) over(mesh, flat(color, 1, scene));
  return ring;
}

export function tipMark(size: number, color: Color3, scene: Scene): Mesh {
  const dot = CreateSphere("tip", { diameter: size, segments: 8 }, scene);
  over(dot, flat(color, 1, scene));
  return dot;
}

function over(mesh: Mesh, material: ReturnType<typeof flat>): void {
  mesh.material = material;
  mesh.renderingGroupId = OVER_ALL;
  mesh.isPickable = false;
}

export function place(mesh: Mesh, [x, y, z]: Vector): void {
  mesh.position.set(x, y, z);
  mesh.computeWorldMatrix(true);
}
