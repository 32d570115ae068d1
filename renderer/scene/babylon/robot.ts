/** The solid drawing of a model: one mesh for each geom, posed from generalised positions. */
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Matrix } from "@babylonjs/core/Maths/math.vector.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel } from "../../../main/engine/api.ts";
import { attached, type Pose } from "../kinematics.ts";
import { matte } from "./materials.ts";
import { writeMatrix } from "./matrices.ts";
import { shapeOf } from "./shapes.ts";

type Geom = SceneModel["geoms"][number];

export class Robot {
  private readonly parts: { geom: Geom; mesh: Mesh; matrix: Matrix }[] = [];

  constructor(geoms: readonly Geom[], fade: number, scene: Scene) {
    for (const geom of geoms) {
      const mesh = geom.rgba[3] > 0 ? shapeOf(geom, scene) : null;
      if (!mesh) continue;
      mesh.material = matte(
        Color3.Lerp(new Color3(geom.rgba[0], geom.rgba[1], geom.rgba[2]), Color3.White(), fade),
        scene,
      );
      mesh.material.alpha = geom.rgba[3];
      mesh.receiveShadows = true;
      this.parts.push({ geom, mesh, matrix: Matrix.Identity() });
    }
  }

  get meshes(): Mesh[] {
    return this.parts.map(({ mesh }) => mesh);
  }

  pose(bodies: readonly Pose[]): void {
    const numbers = new Float32Array(16);
    for (const { geom, mesh, matrix } of this.parts) {
      writeMatrix(attached(bodies[geom.body]!, geom), numbers, 0);
      Matrix.FromArrayToRef(numbers, 0, matrix);
      mesh.freezeWorldMatrix(matrix);
    }
  }

  dispose(): void {
    for (const { mesh } of this.parts) mesh.dispose(false, true);
  }
}
