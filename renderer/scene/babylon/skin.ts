/** A soft body: translucent chambers between its corners, and muscles along their edges that swell and warm as they pull. */
import { Matrix } from "@babylonjs/core/Maths/math.vector.js";
import { CreateCylinder } from "@babylonjs/core/Meshes/Builders/cylinderBuilder.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData.js";
import "@babylonjs/core/Meshes/thinInstanceMesh.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel, TaskDescription } from "../../../main/engine/api.ts";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import { attached, type Pose } from "../kinematics.ts";
import { flat, matte } from "./materials.ts";
import { writeStick } from "./matrices.ts";

export type SkinDescription = NonNullable<TaskDescription["scene"]["skin"]>;

/** Radius of a muscle at rest, and what full activation adds to it [m]. */
const RADIUS = { rest: 0.008, active: 0.01 };
const FILL_OPACITY = 0.45;
const SIDES = 12;

/** The corners' places by their sites' names. */
type Corners = ReadonlyMap<string, Vector>;

export function cornersOf(model: SceneModel, bodies: readonly Pose[]): Corners {
  return new Map(model.sites.map((site) => [site.name, attached(bodies[site.body]!, site).position]));
}

/** `copies` times the muscles of a skin as instances of one stick, each with a colour of its own. */
export class Muscles {
  readonly mesh: Mesh;
  private readonly muscles: SkinDescription["muscles"];
  private readonly matrices: Float32Array;

  constructor({ muscles }: SkinDescription, copies: number, scene: Scene) {
    this.muscles = muscles;
    this.matrices = new Float32Array(16 * copies * muscles.length);
    this.mesh = CreateCylinder("muscles", { height: 1, diameter: 2, tessellation: SIDES }, scene);
    this.mesh.bakeTransformIntoVertices(Matrix.RotationX(Math.PI / 2));
    this.mesh.alwaysSelectAsActiveMesh = true;
    this.mesh.isPickable = false;
    this.mesh.thinInstanceSetBuffer("matrix", this.matrices, 16, false);
  }

  /** Poses one of the copies; `show` takes all of them to the screen. */
  pose(copy: number, corners: Corners, activation: (muscle: number) => number): void {
    for (const [i, { ends }] of this.muscles.entries()) {
      const [from, to] = [corners.get(ends[0]), corners.get(ends[1])];
      const radius = RADIUS.rest + RADIUS.active * activation(i);
      if (from && to) writeStick(from, to, radius, this.matrices, 16 * (copy * this.muscles.length + i));
    }
  }

  show(): void {
    this.mesh.thinInstanceBufferUpdated("matrix");
  }
}

export class Skin {
  private readonly skin: SkinDescription;
  private readonly model: SceneModel;
  private readonly calm: Color3;
  private readonly warm: Color3;
  private readonly muscles: Muscles;
  private readonly colors: Float32Array;
  private readonly fill: Mesh;
  private readonly points: Float32Array;

  constructor(
    model: SceneModel,
    skin: SkinDescription,
    { calm, warm, flesh }: { calm: Color3; warm: Color3; flesh: Color3 },
    scene: Scene,
  ) {
    this.skin = skin;
    this.model = model;
    this.calm = calm;
    this.warm = warm;
    this.muscles = new Muscles(skin, 1, scene);
    this.muscles.mesh.material = matte(Color3.White(), scene);
    this.colors = new Float32Array(4 * skin.muscles.length).fill(1);
    this.muscles.mesh.thinInstanceSetBuffer("color", this.colors, 4, false);
    this.points = new Float32Array(3 * skin.chambers.reduce((sum, { length }) => sum + length, 0));
    this.fill = fillOf(skin, this.points, scene);
    this.fill.material = flat(flesh, FILL_OPACITY, scene);
    this.fill.material.backFaceCulling = false;
  }

  get meshes(): Mesh[] {
    return [this.fill, this.muscles.mesh];
  }

  pose(bodies: readonly Pose[], activation: (muscle: number) => number): void {
    const corners = cornersOf(this.model, bodies);
    this.muscles.pose(0, corners, activation);
    this.muscles.show();
    for (let i = 0; i < this.skin.muscles.length; i++)
      this.colors.set(Color3.Lerp(this.calm, this.warm, activation(i)).asArray(), 4 * i);
    this.muscles.mesh.thinInstanceBufferUpdated("color");
    for (const [i, name] of this.skin.chambers.flat().entries()) this.points.set(corners.get(name) ?? [0, 0, 0], 3 * i);
    this.fill.updateVerticesData("position", this.points);
  }

  dispose(): void {
    for (const mesh of this.meshes) mesh.dispose(false, true);
  }
}

/** The chambers as fans of triangles over `points`: the corners of one after another. */
function fillOf({ chambers }: SkinDescription, points: Float32Array, scene: Scene): Mesh {
  const data = new VertexData();
  data.positions = points;
  data.indices = [];
  let first = 0;
  for (const { length } of chambers) {
    for (let i = 1; i + 1 < length; i++) data.indices.push(first, first + i, first + i + 1);
    first += length;
  }
  const mesh = new Mesh("chambers", scene);
  data.applyToMesh(mesh, true);
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.isPickable = false;
  return mesh;
}
