/**
 * The ways of the tip: the shown rollout's as a thin tube, the other samples' as hairlines. From iteration to iteration
 * they keep their length, so their meshes are written anew instead of made anew.
 */
import type { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateLineSystem } from "@babylonjs/core/Meshes/Builders/linesBuilder.js";
import { CreateTube } from "@babylonjs/core/Meshes/Builders/tubeBuilder.js";
import type { LinesMesh } from "@babylonjs/core/Meshes/linesMesh.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import { flat } from "./materials.ts";

const SIDES = 6;

/** A mesh and the lengths of the ways that it was made for. */
interface Made<T extends Mesh> {
  mesh: T;
  lengths: string;
}

const points = (path: readonly Vector[]) => path.map((p) => new Vector3(...p));

export class SolidTrace {
  private readonly radius: number;
  private readonly color: Color3;
  private readonly scene: Scene;
  private made: Made<Mesh> | null = null;
  private enabled = true;

  /** `radius` of the tube [m]. */
  constructor(radius: number, color: Color3, scene: Scene) {
    this.radius = radius;
    this.color = color;
    this.scene = scene;
  }

  /** A way of fewer than two points is none. */
  show(way: readonly Vector[]): void {
    const lengths = String(way.length);
    if (this.made?.lengths !== lengths) this.dispose();
    if (way.length < 2) return;
    const shape = { path: points(way), radius: this.radius };
    if (this.made) {
      CreateTube("trace", { ...shape, instance: this.made.mesh }, this.scene);
      return;
    }
    const mesh = CreateTube("trace", { ...shape, tessellation: SIDES, updatable: true }, this.scene);
    mesh.material = flat(this.color, 1, this.scene);
    mesh.alwaysSelectAsActiveMesh = true;
    mesh.setEnabled(this.enabled);
    this.made = { mesh, lengths };
  }

  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
    this.made?.mesh.setEnabled(enabled);
  }

  dispose(): void {
    this.made?.mesh.dispose(false, true);
    this.made = null;
  }
}

export class FaintTraces {
  private readonly color: (count: number) => Color3;
  private readonly scene: Scene;
  private made: Made<LinesMesh> | null = null;
  private enabled = true;

  /** `color` of so many ways. */
  constructor(color: (count: number) => Color3, scene: Scene) {
    this.color = color;
    this.scene = scene;
  }

  show(ways: readonly (readonly Vector[])[]): void {
    const drawn = ways.filter(({ length }) => length > 1);
    const lengths = drawn.map(({ length }) => length).join();
    if (this.made?.lengths !== lengths) this.dispose();
    if (drawn.length === 0) return;
    const lines = drawn.map(points);
    if (this.made) {
      CreateLineSystem("faint traces", { lines, instance: this.made.mesh }, this.scene);
      return;
    }
    const mesh = CreateLineSystem("faint traces", { lines, updatable: true }, this.scene);
    mesh.color = this.color(drawn.length);
    mesh.alwaysSelectAsActiveMesh = true;
    mesh.setEnabled(this.enabled);
    this.made = { mesh, lengths };
  }

  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
    this.made?.mesh.setEnabled(enabled);
  }

  dispose(): void {
    this.made?.mesh.dispose(false, true);
    this.made = null;
  }
}
