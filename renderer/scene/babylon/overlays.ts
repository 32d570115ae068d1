/** What is laid over the robot on demand: spread, history, contact forces, centre of mass, joint ranges. */
import { Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateCylinder } from "@babylonjs/core/Meshes/Builders/cylinderBuilder.js";
import { CreateLineSystem } from "@babylonjs/core/Meshes/Builders/linesBuilder.js";
import { CreateSphere } from "@babylonjs/core/Meshes/Builders/sphereBuilder.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import "@babylonjs/core/Meshes/thinInstanceMesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { Ellipsoid } from "../ellipsoid.ts";
import type { RangeMark } from "../limits.ts";
import type { Forces, PastWay } from "../overlay-content.ts";
import type { SceneColors } from "./colors.ts";
import { flat } from "./materials.ts";
import { writeStick } from "./matrices.ts";

/** Over the robot, like other marks. */
const OVER_ALL = 1;
/** The flattest that an ellipsoid is drawn [m]: in a plane it would have no inside. */
const THINNEST = 0.0015;
const ROW = 7;
/** Lengths of the arrow of a strong force, and of the longest, as parts of what is in view. */
const STRONG_ARROW = 0.14;
const LONGEST_ARROW = 0.3;
/** Impacts are many times stronger than what a robot stands on: a force that nine of ten do not exceed is a strong one. */
const STRONG = 0.9;
const points = (way: readonly Vector[]) => way.map((p) => new Vector3(...p));

/** Draws nothing until it is given something; each part is made anew with its numbers. */
export class Overlays {
  private readonly scene: Scene;
  private readonly colors: SceneColors;
  /** Diagonal of what is in view [m]: marks and arrows are parts of it. */
  private readonly size: number;
  private readonly parts = new Map<"spread" | "history" | "ranges" | "arrows" | "heads" | "centre", Mesh>();
  private forces: Forces | null = null;
  /** Metres for a newton. */
  private perNewton = 0;

  constructor(size: number, colors: SceneColors, scene: Scene) {
    this.size = size;
    this.colors = colors;
    this.scene = scene;
  }

  private put(name: Parameters<typeof this.parts.set>[0], mesh: Mesh | null): void {
    this.parts.get(name)?.dispose(false, true);
    this.parts.delete(name);
    if (!mesh) return;
    mesh.alwaysSelectAsActiveMesh = true;
    mesh.isPickable = false;
    this.parts.set(name, mesh);
  }

  showSpread(ellipsoids: readonly Ellipsoid[]): void {
    if (ellipsoids.length === 0) {
      this.put("spread", null);
      return;
    }
    const mesh = CreateSphere("spread", { diameter: 2, segments: 10 }, this.scene);
    mesh.material = flat(this.colors.accent, 0.16, this.scene);
    const matrices = new Float32Array(16 * ellipsoids.length);
    for (const [i, { centre, halfAxes }] of ellipsoids.entries()) {
      for (const [row, axis] of halfAxes.entries()) {
        const length = Math.hypot(...axis);
        const stretch = length > THINNEST ? 1 : THINNEST / Math.max(length, 1e-12);
        matrices.set(
          axis.map((value) => value * stretch),
          16 * i + 4 * row,
        );
      }
      matrices.set([...centre, 1], 16 * i + 12);
    }
    mesh.thinInstanceSetBuffer("matrix", matrices, 16, true);
    this.put("spread", mesh);
  }

  /** Old ways sink into the board, the newest has the accent's colour. */
  showHistory(ways: readonly PastWay[]): void {
    const drawn = ways.filter(({ way }) => way.length > 1);
    if (drawn.length === 0) {
      this.put("history", null);
      return;
    }
    const { past, accent } = this.colors;
    const lines = drawn.map(({ way }) => points(way));
    const colors = drawn.map(({ way, age }) => {
      const { r, g, b } = past.scale(1 - age).add(accent.scale(age));
      return way.map(() => new Color4(r, g, b, 0.25 + 0.75 * age));
    });
    this.put("history", CreateLineSystem("history", { lines, colors, useVertexAlpha: true }, this.scene));
  }

  showForces(forces: Forces | null): void {
    this.forces = forces;
    for (const part of ["arrows", "heads", "centre"] as const) this.put(part, null);
    if (!forces) return;
    this.perNewton = (STRONG_ARROW * this.size) / strongForce(forces.contacts);
    const shaft = CreateCylinder("contact shafts", { height: 1, diameter: 2, tessellation: 8 }, this.scene);
    const head = CreateCylinder(
      "contact heads",
      { height: 1, diameterBottom: 2, diameterTop: 0, tessellation: 10 },
      this.scene,
    );
    for (const mesh of [shaft, head]) {
      mesh.rotation.x = Math.PI / 2;
      mesh.bakeCurrentTransformIntoVertices();
      mesh.material = flat(this.colors.contact, 1, this.scene);
      mesh.renderingGroupId = OVER_ALL;
    }
    this.put("arrows", shaft);
    this.put("heads", head);
    if (forces.centres.length === 0) return;
    const centre = CreateSphere("centre of mass", { diameter: 0.018 * this.size, segments: 8 }, this.scene);
    centre.material = flat(this.colors.warm, 1, this.scene);
    centre.renderingGroupId = OVER_ALL;
    this.put("centre", centre);
  }

  /** Forces and centre of mass at a step. */
  pose(step: number): void {
    if (!this.forces) return;
    const { contacts, centres } = this.forces;
    const at = Math.min(step, centres.length / 3 - 1);
    this.parts.get("centre")?.position.set(centres[3 * at]!, centres[3 * at + 1]!, centres[3 * at + 2]!);
    const rows: Float32Array[] = [];
    for (let c = 0; c < contacts.length; c += ROW) if (contacts[c] === step) rows.push(contacts.subarray(c, c + ROW));
    this.poseArrows(rows);
  }

  private poseArrows(rows: readonly Float32Array[]): void {
    const width = 0.0035 * this.size;
    const shafts = new Float32Array(16 * Math.max(1, rows.length));
    const heads = new Float32Array(16 * Math.max(1, rows.length));
    for (const [i, row] of rows.entries()) {
      const from: Vector = [row[1]!, row[2]!, row[3]!];
      const force = Math.hypot(row[4]!, row[5]!, row[6]!);
      const scale = Math.min(this.perNewton, (LONGEST_ARROW * this.size) / force);
      const to = from.map((value, k) => value + row[4 + k]! * scale) as Vector;
      const length = Math.max(1e-9, Math.hypot(...to.map((value, k) => value - from[k]!)));
      const end = to.map((value, k) => value + ((value - from[k]!) / length) * 5 * width) as Vector;
      writeStick(from, to, width, shafts, 16 * i);
      writeStick(to, end, 2.4 * width, heads, 16 * i);
    }
    this.parts.get("arrows")?.thinInstanceSetBuffer("matrix", shafts, 16, false);
    this.parts.get("heads")?.thinInstanceSetBuffer("matrix", heads, 16, false);
    for (const part of ["arrows", "heads"] as const) this.parts.get(part)?.setEnabled(rows.length > 0);
  }

  showRanges(marks: readonly RangeMark[]): void {
    if (marks.length === 0) {
      this.put("ranges", null);
      return;
    }
    const { accent, warm } = this.colors;
    const lines = marks.flatMap(({ arc, needle }) => [points(arc), points(needle)]);
    const colors = marks.flatMap(({ arc, needle, near }) => {
      const { r, g, b } = near ? warm : accent;
      return [arc, needle].map((line) => line.map(() => new Color4(r, g, b, 1)));
    });
    const known = this.parts.get("ranges");
    if (known) {
      CreateLineSystem("ranges", { lines, colors, instance: known as ReturnType<typeof CreateLineSystem> }, this.scene);
      return;
    }
    const mesh = CreateLineSystem("ranges", { lines, colors, updatable: true }, this.scene);
    mesh.renderingGroupId = OVER_ALL;
    this.put("ranges", mesh);
  }

  dispose(): void {
    for (const name of [...this.parts.keys()]) this.put(name, null);
  }
}

/** [N]; 1 where there is none. */
function strongForce(contacts: Float32Array): number {
  const forces: number[] = [];
  for (let c = 0; c < contacts.length; c += ROW) forces.push(Math.hypot(...contacts.subarray(c + 4, c + ROW)));
  return forces.sort((a, b) => a - b)[Math.floor(STRONG * forces.length)] ?? 1;
}
