/**
 * Everything that the scene shows of one model. What belongs to the model is made once: boards, robot, marks; what
 * belongs to the rollouts, ghosts and traces, follows them from one iteration to the next.
 */
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel, TaskDescription } from "../../../main/engine/api.ts";
import { attached, kinematics, type Pose, positionCount } from "../kinematics.ts";
import { bounds, holds, measuringBoards, motionPlane } from "../layout.ts";
import type { Box } from "../orbit.ts";
import type { Vector } from "../quaternion.ts";
import { cutOpen } from "../section.ts";
import { drawBoard, drawLabel } from "./board.ts";
import type { SceneColors } from "./colors.ts";
import { Ghosts } from "./ghosts.ts";
import { place, targetMark, tipMark } from "./marks.ts";
import { Robot } from "./robot.ts";
import { FaintTraces, SolidTrace } from "./traces.ts";

/** What is to be seen. Tracks are [T, nq] generalised positions. */
export interface Content {
  /** Name of what is looked at; the view is kept while it stays the same. */
  subject: string;
  model: SceneModel;
  sites: TaskDescription["sites"];
  solid: Float32Array;
  ghosts: readonly Float32Array[];
  /** Tracks that the view should hold. */
  framed: readonly Float32Array[];
  /** Whether the solid track is a rollout, whose way is worth drawing, or a mere posture. */
  moving: boolean;
}

export interface Display {
  ghosts: boolean;
  trace: boolean;
  board: boolean;
}

/** Rows between the points of a trace: solid, of a ghost at least. */
const TRACE_STRIDE = { solid: 2, ghost: 8 };
/** The ghosts' traces share as many points, so that following hundreds of samples takes no longer than a picture. */
const FAINT_POINTS = 8000;
/** As many traces of ghosts keep their full colour. */
const CLEAR_TRACES = 8;
/** Sizes of the marks, as parts of the framed box's diagonal. */
const MARK = { target: 0.011, tip: 0.009, trace: 0.0011 };

export class Drawing {
  content: Content;
  /** Where the robot comes, and what the camera should see. */
  readonly box: Box;
  readonly view: Box;
  readonly plane: "y" | "z" | null;
  private readonly colors: SceneColors;
  private readonly scene: Scene;
  private readonly nq: number;
  private readonly bodies: (q: ArrayLike<number>, offset: number) => readonly Pose[];
  private readonly robot: Robot;
  private readonly board: Mesh[];
  private readonly marks: Mesh[] = [];
  private readonly tip: Mesh | null = null;
  private readonly trace: SolidTrace;
  private readonly faint: FaintTraces;
  private ghosts: Ghosts;
  private shown: Display = { ghosts: true, trace: true, board: true };

  /** `before`: room that is kept in view, so that the view stays while one iteration follows another. */
  constructor(content: Content, before: Box | null, colors: SceneColors, scene: Scene) {
    this.content = content;
    this.colors = colors;
    this.scene = scene;
    const { model, sites, solid } = content;
    this.nq = positionCount(model);
    this.bodies = kinematics(model);
    const poses = this.bodies(solid, 0);
    this.plane = motionPlane(model, poses);
    const tip = this.middleOf(sites.tip, poses);
    const depth = tip?.[1] ?? 0;
    this.robot = new Robot(this.plane === "y" ? cutOpen(model, poses, depth) : model.geoms, colors.fade, scene);
    this.box = bounds(model, content.framed, this.nq, before);
    const size = Math.hypot(...this.box.max.map((high, i) => high - this.box.min[i]!));
    const { boards, labels, view } = measuringBoards(model, this.box, this.plane);
    this.view = view;
    this.board = [
      ...boards.flatMap((board) => drawBoard(board, colors, scene)),
      ...labels.map((label) => drawLabel(label, colors, scene)),
    ];
    const target = sites.target === null ? null : this.middleOf([sites.target], poses);
    if (target) {
      const mark = targetMark(MARK.target * size, this.plane === "z" ? [0, 0, 1] : [0, 1, 0], colors.accent, scene);
      place(mark, target);
      this.marks.push(mark);
    }
    if (tip) {
      this.tip = tipMark(MARK.tip * size, colors.tip, scene);
      this.marks.push(this.tip);
    }
    this.trace = new SolidTrace(MARK.trace * size, colors.accent, scene);
    this.faint = new FaintTraces((count) => this.faintColor(count), scene);
    this.ghosts = new Ghosts(model, content.ghosts.length, colors.ghost, scene);
    this.showTraces();
  }

  /** Whether `follow` can take this content: the same model, and all of it within the room that is drawn. */
  takes({ model, framed }: Content): boolean {
    return model === this.content.model && holds(this.box, bounds(model, framed, this.nq));
  }

  /** Goes over to other rollouts of the same model. */
  follow(content: Content): void {
    if (content.ghosts.length !== this.ghosts.count) {
      this.ghosts.dispose();
      this.ghosts = new Ghosts(content.model, content.ghosts.length, this.colors.ghost, this.scene);
      this.ghosts.setEnabled(this.shown.ghosts);
    }
    this.content = content;
    this.showTraces();
  }

  private showTraces(): void {
    const { sites, solid, ghosts, moving } = this.content;
    this.trace.show(moving ? this.pathOf(sites.tip, solid, TRACE_STRIDE.solid) : []);
    const rows = ghosts.reduce((sum, { length }) => sum + length / this.nq, 0);
    const stride = Math.max(TRACE_STRIDE.ghost, Math.ceil(rows / FAINT_POINTS));
    this.faint.show(ghosts.map((ghost) => this.pathOf(sites.tip, ghost, stride)));
  }

  /** Few ways are told apart; many would be a thicket in front of the robot, so they sink into the board. */
  private faintColor(count: number): Color3 {
    const sunk = Math.min(0.75, Math.max(0, 1 - Math.sqrt(CLEAR_TRACES / count)));
    return Color3.Lerp(this.colors.ghostLine, this.colors.board, sunk);
  }

  /** Where the middle of sites is in every `stride`-th row of a track; empty when the model has not all of them. */
  private pathOf(names: readonly string[], track: Float32Array, stride: number): Vector[] {
    const path: Vector[] = [];
    for (let row = 0; (row + 1) * this.nq <= track.length; row += stride) {
      const middle = this.middleOf(names, this.bodies(track, row * this.nq));
      if (middle !== null) path.push(middle);
    }
    return path;
  }

  /** The middle of sites; null when the model has not all of them. */
  private middleOf(names: readonly string[], poses: readonly Pose[]): Vector | null {
    const sum: Vector = [0, 0, 0];
    for (const name of names) {
      const site = this.content.model.sites.find((candidate) => candidate.name === name);
      if (!site) return null;
      attached(poses[site.body]!, site).position.forEach((value, i) => {
        sum[i] = sum[i]! + value / names.length;
      });
    }
    return sum;
  }

  get casters(): Mesh[] {
    return this.robot.meshes;
  }

  display(display: Display): void {
    this.shown = display;
    for (const mesh of this.board) mesh.setEnabled(display.board);
    this.trace.setEnabled(display.trace);
    this.faint.setEnabled(display.ghosts);
    this.ghosts.setEnabled(display.ghosts);
  }

  /** Poses everything at a row; tracks that are shorter stay at their end. */
  pose(row: number): void {
    const { sites, solid, ghosts } = this.content;
    for (const [i, ghost] of ghosts.entries()) this.ghosts.pose(i, this.bodies(ghost, this.offset(ghost, row)));
    this.ghosts.show();
    const bodies = this.bodies(solid, this.offset(solid, row));
    this.robot.pose(bodies);
    const tip = this.middleOf(sites.tip, bodies);
    if (this.tip && tip) place(this.tip, tip);
  }

  private offset(track: Float32Array, row: number): number {
    return Math.min(row, track.length / this.nq - 1) * this.nq;
  }

  dispose(): void {
    for (const part of [this.robot, this.ghosts, this.trace, this.faint]) part.dispose();
    for (const mesh of [...this.board, ...this.marks]) mesh.dispose(false, true);
  }
}
