/** The measuring boards of a scene with their labels, which stay in sight of a view that goes with the robot. */
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { MeasuringBoards } from "../layout.ts";
import { drawBoard, drawLabel } from "./board.ts";
import type { SceneColors } from "./colors.ts";

/** Labels of another axis that come so close to the row of x would be written over it [m]. */
const ROW = 0.12;

export class Boards {
  private readonly boards: Mesh[];
  private readonly labels: { mesh: Mesh; axis: 0 | 1 | 2; at: Vector }[];

  constructor({ boards, labels }: MeasuringBoards, water: boolean, colors: SceneColors, scene: Scene) {
    const tones = water ? { ...colors.water, text: colors.text } : colors;
    this.boards = boards.flatMap((board) => drawBoard(board, tones, scene));
    this.labels = labels.map((label) => ({ mesh: drawLabel(label, tones, scene), axis: label.axis, at: label.at }));
    this.goWith([0, 0, 0]);
  }

  /** Moves the labels as far as the view has gone, except along the axis on which they count. */
  goWith(gone: Vector): void {
    const row = this.labels.find(({ axis }) => axis === 0)?.at;
    for (const { mesh, axis, at } of this.labels) {
      mesh.isVisible = axis === 0 || !row || Math.abs(at[axis]! - row[axis]! - gone[axis]!) > ROW;
      mesh.position.set(...(gone.map((value, i) => (i === axis ? 0 : value)) as Vector));
      mesh.computeWorldMatrix(true);
    }
  }

  private get meshes(): Mesh[] {
    return [...this.boards, ...this.labels.map(({ mesh }) => mesh)];
  }

  setEnabled(enabled: boolean): void {
    for (const mesh of this.meshes) mesh.setEnabled(enabled);
  }

  dispose(): void {
    for (const mesh of this.meshes) mesh.dispose(false, true);
  }
}
