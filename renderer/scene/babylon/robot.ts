/** The solid drawing of a model: one mesh for each geom, posed from generalised positions. */
import type { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Matrix } from "@babylonjs/core/Maths/math.vector.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel } from "../../../main/engine/api.ts";
import { attached, type Pose } from "../kinematics.ts";
import { halfExtents } from "../layout.ts";
import { matte } from "./materials.ts";
import { writeMatrix } from "./matrices.ts";
import { shapeOf } from "./shapes.ts";

type Geom = SceneModel["geoms"][number];

/** What is nearer to the ground than this touches it [m]. */
const TOUCHES = 0.003;
/** How much of its colour a marked body shines with. */
const MARKED = 0.4;

interface Part {
  geom: Geom;
  mesh: Mesh;
  matrix: Matrix;
  material: StandardMaterial;
  color: Color3;
}

interface Look {
  /** How far the geoms' own colours are taken towards white, 0…1. */
  fade: number;
  /** Colour of a foot on the ground. */
  contact: Color3;
  /** Names of the geoms that are feet. */
  feet: readonly string[];
  /** Height of the ground [m]. */
  ground: number;
}

export class Robot {
  private readonly parts: Part[] = [];
  private readonly look: Look;

  constructor(geoms: readonly Geom[], look: Look, scene: Scene) {
    this.look = look;
    for (const geom of geoms) {
      const mesh = geom.rgba[3] > 0 ? shapeOf(geom, scene) : null;
      if (!mesh) continue;
      const color = Color3.Lerp(new Color3(geom.rgba[0], geom.rgba[1], geom.rgba[2]), Color3.White(), look.fade);
      const material = matte(color, scene);
      material.alpha = geom.rgba[3];
      mesh.material = material;
      mesh.receiveShadows = true;
      this.parts.push({ geom, mesh, matrix: Matrix.Identity(), material, color });
    }
  }

  /** The meshes that are not seen through. */
  get casters(): Mesh[] {
    return this.parts.filter(({ geom }) => geom.rgba[3] === 1).map(({ mesh }) => mesh);
  }

  pose(bodies: readonly Pose[]): void {
    const numbers = new Float32Array(16);
    for (const { geom, mesh, matrix, material, color } of this.parts) {
      const pose = attached(bodies[geom.body]!, geom);
      writeMatrix(pose, numbers, 0);
      Matrix.FromArrayToRef(numbers, 0, matrix);
      mesh.freezeWorldMatrix(matrix);
      material.diffuseColor = this.touches(geom, pose) ? this.look.contact : color;
    }
  }

  /** Lets the geoms of one body shine in a colour. */
  mark(body: number, color: Color3): void {
    for (const { geom, material } of this.parts)
      material.emissiveColor = geom.body === body && body > 0 ? color.scale(MARKED) : Color3.Black();
  }

  private touches(geom: Geom, pose: Pose): boolean {
    const { feet, ground } = this.look;
    return feet.includes(geom.name) && pose.position[2] - halfExtents(geom, pose)[2] < ground + TOUCHES;
  }

  dispose(): void {
    for (const { mesh } of this.parts) mesh.dispose(false, true);
  }
}
