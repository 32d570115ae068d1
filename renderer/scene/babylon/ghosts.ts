/** Many translucent copies of what moves, one draw call for each geom however many samples there are. */
import type { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import "@babylonjs/core/Meshes/thinInstanceMesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel } from "../../../main/engine/api.ts";
import { attached, movingBodies, type Pose } from "../kinematics.ts";
import { flat } from "./materials.ts";
import { writeMatrix } from "./matrices.ts";
import { shapeOf } from "./shapes.ts";
import { cornersOf, Muscles, type SkinDescription } from "./skin.ts";

type Geom = SceneModel["geoms"][number];

/** Depth steps by which ghosts stand back, so that the solid robot keeps its own colours where they coincide. */
const BEHIND_SOLID = 1500;

/** Few ghosts may each be seen well; many add up. */
function opacity(count: number): number {
  return Math.max(0.06, Math.min(0.26, 0.5 / Math.sqrt(count + 1)));
}

export class Ghosts {
  readonly count: number;
  private readonly model: SceneModel;
  private readonly parts: { geom: Geom; mesh: Mesh; matrices: Float32Array }[] = [];
  private readonly muscles: Muscles | null = null;
  private readonly material: ReturnType<typeof flat> | null = null;

  constructor(model: SceneModel, skin: SkinDescription | null, count: number, color: Color3, scene: Scene) {
    this.count = count;
    this.model = model;
    if (count === 0) return;
    const moving = movingBodies(model);
    const material = flat(color, opacity(count), scene);
    material.zOffset = 1;
    this.material = material;
    material.zOffsetUnits = BEHIND_SOLID;
    for (const geom of model.geoms) {
      const mesh = moving[geom.body] && geom.rgba[3] > 0 ? shapeOf(geom, scene) : null;
      if (!mesh) continue;
      mesh.material = material;
      const matrices = new Float32Array(16 * count);
      mesh.thinInstanceSetBuffer("matrix", matrices, 16, false);
      this.parts.push({ geom, mesh, matrices });
    }
    if (!skin) return;
    this.muscles = new Muscles(skin, count, scene);
    this.muscles.mesh.material = material;
  }

  private get meshes(): Mesh[] {
    return [...this.parts.map(({ mesh }) => mesh), ...(this.muscles ? [this.muscles.mesh] : [])];
  }

  /** Poses ghost `index`; `show` takes all of them to the screen. */
  pose(index: number, bodies: readonly Pose[]): void {
    for (const { geom, matrices } of this.parts) writeMatrix(attached(bodies[geom.body]!, geom), matrices, 16 * index);
    this.muscles?.pose(index, cornersOf(this.model, bodies), () => 0);
  }

  show(): void {
    for (const { mesh } of this.parts) mesh.thinInstanceBufferUpdated("matrix");
    this.muscles?.show();
  }

  /** `factor` 1 is the usual opacity. */
  setOpacity(factor: number): void {
    if (this.material) this.material.alpha = Math.min(1, factor * opacity(this.count));
  }

  setEnabled(enabled: boolean): void {
    for (const mesh of this.meshes) mesh.setEnabled(enabled);
  }

  dispose(): void {
    for (const mesh of this.meshes) mesh.dispose(false, true);
  }
}
