/** A Babylon camera that takes its view straight from an orbit, z up. */
import { Camera } from "@babylonjs/core/Cameras/camera.js";
import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { axes, eye, type Orbit } from "../orbit.ts";

/** Vertical field of view [rad]: long enough a lens that a planar robot looks planar. */
export const FIELD_OF_VIEW = 0.5;

export class OrbitCamera extends Camera {
  private readonly view = Matrix.Identity();
  private orbit: Orbit = { target: [0, 0, 0], azimuth: -Math.PI / 2, elevation: 0, distance: 5 };

  constructor(scene: Scene) {
    super("orbit", Vector3.Zero(), scene);
    this.fov = FIELD_OF_VIEW;
  }

  show(orbit: Orbit): void {
    this.orbit = orbit;
    this.minZ = orbit.distance * 0.02;
    this.position.set(...eye(orbit));
  }

  /** Orthographic: parallel lines stay parallel, and what is at the target is as large as in perspective. `aspect`: width over height. */
  project(orthographic: boolean, aspect: number): void {
    this.mode = orthographic ? Camera.ORTHOGRAPHIC_CAMERA : Camera.PERSPECTIVE_CAMERA;
    // Depths are evenly divided here, so that what is far away costs precision near by.
    this.maxZ = orthographic ? this.orbit.distance * 2 + 12 : this.orbit.distance * 20 + 20;
    const half = this.orbit.distance * Math.tan(FIELD_OF_VIEW / 2);
    [this.orthoTop, this.orthoBottom] = [half, -half];
    [this.orthoRight, this.orthoLeft] = [half * aspect, -half * aspect];
  }

  override _isSynchronizedViewMatrix(): boolean {
    return false;
  }

  override _getViewMatrix(): Matrix {
    const { up } = axes(this.orbit);
    return Matrix.LookAtRHToRef(this.position, new Vector3(...this.orbit.target), new Vector3(...up), this.view);
  }
}
