/** Everything that the scene shows of one model: boards, robot, ghosts, traces and marks. */
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel } from "../../../main/engine/api.ts";
import { attached, kinematics, type Pose, positionCount } from "../kinematics.ts";
import { bounds, measuringBoards, motionPlane } from "../layout.ts";
import type { Box } from "../orbit.ts";
import type { Vector } from "../quaternion.ts";
import { drawBoard, drawLabel } from "./board.ts";
import type { SceneColors } from "./colors.ts";
import { Ghosts } from "./ghosts.ts";
import { faintTrace, place, solidTrace, targetMark, tipMark } from "./marks.ts";
import { Robot } from "./robot.ts";

/** What is to be seen. Tracks are [T, nq] generalised positions. */
export interface Content {
  /** Name of what is looked at; the view is kept while it stays the same. */
  subject: string;
  model: SceneModel;
  sites: { tip: string; target: string };
  solid: Float32Array;
  ghosts: readonly Float32Array[];
  /** Tracks that the view should hold: a diverged rollout may be anywhere. */
  framed: readonly Float32Array[];
  /** Whether the solid track is a rollout, whose way is worth drawing, or a mere posture. */
  moving: boolean;
}

export interface Display {
  ghosts: boolean;
  trace: boolean;
  board: boolean;
}

/** Rows between the points of a trace: solid, of a ghost. */
const TRACE_STRIDE = { solid: 2, ghost: 8 };
/** As many traces of ghosts keep their full colour. */
const CLEAR_TRACES = 8;
/** Sizes of the marks, as parts of the framed box's diagonal. */
const MARK = { target: 0.011, tip: 0.009, trace: 0.0011 };

export class Drawing {
  readonly content: Content;
  /** Where the robot comes, and what the camera should see. */
  readonly box: Box;
  readonly view: Box;
  readonly plane: "y" | "z" | null;
  private readonly nq: number;
  private readonly bodies: (q: ArrayLike<number>, offset: number) => readonly Pose[];
  private readonly robot: Robot;
  private readonly ghosts: Ghosts | null;
  private readonly groups: Record<keyof Display, Mesh[]> = { ghosts: [], trace: [], board: [] };
  private readonly marks: Mesh[] = [];
  private readonly tip: Mesh | null = null;

  /** `before`: room that is kept in view, so that the view stays while one iteration follows another. */
  constructor(content: Content, before: Box | null, colors: SceneColors, scene: Scene) {
    this.content = content;
    const { model, sites, solid, ghosts } = content;
    this.nq = positionCount(model);
    this.bodies = kinematics(model);
    this.plane = motionPlane(model, this.bodies(solid, 0));
    this.box = bounds(model, content.framed, this.nq, before);
    const size = Math.hypot(...this.box.max.map((high, i) => high - this.box.min[i]!));
    this.robot = new Robot(model, colors.fade, scene);
    this.ghosts = ghosts.length > 0 ? new Ghosts(model, ghosts.length, colors.ghost, scene) : null;
    const { boards, labels, view } = measuringBoards(model, this.box, this.plane);
    this.view = view;
    this.groups.board.push(
      ...boards.flatMap((board) => drawBoard(board, colors, scene)),
      ...labels.map((label) => drawLabel(label, colors, scene)),
    );
    const target = this.pathOf(sites.target, solid, Number.POSITIVE_INFINITY)[0];
    if (target) {
      const mark = targetMark(MARK.target * size, this.plane === "z" ? [0, 0, 1] : [0, 1, 0], colors.accent, scene);
      place(mark, target);
      this.marks.push(mark);
    }
    if (model.sites.some(({ name }) => name === sites.tip)) {
      this.tip = tipMark(MARK.tip * size, colors.tip, scene);
      this.marks.push(this.tip);
    }
    if (content.moving) this.drawTraces(colors, size, scene);
  }

  private drawTraces(colors: SceneColors, size: number, scene: Scene): void {
    const { sites, solid, ghosts } = this.content;
    const path = this.pathOf(sites.tip, solid, TRACE_STRIDE.solid);
    if (path.length > 1) this.groups.trace.push(solidTrace(path, MARK.trace * size, colors.accent, scene));
    // Few ways are told apart; many would be a thicket in front of the robot, so they sink into the board.
    const sunk = Math.min(0.75, Math.max(0, 1 - Math.sqrt(CLEAR_TRACES / ghosts.length)));
    const color = Color3.Lerp(colors.ghostLine, colors.board, sunk);
    for (const ghost of ghosts) {
      const faint = this.pathOf(sites.tip, ghost, TRACE_STRIDE.ghost);
      if (faint.length > 1) this.groups.ghosts.push(faintTrace(faint, color, scene));
    }
  }

  /** Where a site is in every `stride`-th row of a track; empty when the model has no such site. */
  private pathOf(name: string, track: Float32Array, stride: number): Vector[] {
    const site = this.content.model.sites.find((candidate) => candidate.name === name);
    const path: Vector[] = [];
    for (let row = 0; site && (row + 1) * this.nq <= track.length; row += stride)
      path.push(attached(this.bodies(track, row * this.nq)[site.body]!, site).position);
    return path;
  }

  get casters(): Mesh[] {
    return this.robot.meshes;
  }

  display(display: Display): void {
    for (const group of ["ghosts", "trace", "board"] as const)
      for (const mesh of this.groups[group]) mesh.setEnabled(display[group]);
    this.ghosts?.setEnabled(display.ghosts);
  }

  /** Poses everything at a row; tracks that are shorter stay at their end. */
  pose(row: number): void {
    const { model, sites, solid, ghosts } = this.content;
    for (const [i, ghost] of ghosts.entries()) this.ghosts?.pose(i, this.bodies(ghost, this.offset(ghost, row)));
    this.ghosts?.show();
    const bodies = this.bodies(solid, this.offset(solid, row));
    this.robot.pose(bodies);
    const tip = model.sites.find(({ name }) => name === sites.tip);
    if (this.tip && tip) place(this.tip, attached(bodies[tip.body]!, tip).position);
  }

  private offset(track: Float32Array, row: number): number {
    return Math.min(row, track.length / this.nq - 1) * this.nq;
  }

  dispose(): void {
    this.robot.dispose();
    this.ghosts?.dispose();
    for (const mesh of [...Object.values(this.groups).flat(), ...this.marks]) mesh.dispose(false, true);
  }
}
