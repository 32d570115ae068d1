/**
 * Everything that the scene shows of one model. What belongs to the model is made once: boards, robot, marks; what
 * belongs to the rollouts, ghosts and traces, follows them from one iteration to the next.
 */
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { BodyShift, SceneModel, TaskDescription } from "../../../main/engine/api.ts";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import { smoothed } from "../follow-path.ts";
import { kinematics, middleOf, positionCount } from "../kinematics.ts";
import { bounds, groundHeight, holds, measuringBoards, motionPlane, widened } from "../layout.ts";
import type { Box } from "../orbit.ts";
import { cutOpen } from "../section.ts";
import { Boards } from "./boards.ts";
import type { SceneColors } from "./colors.ts";
import { Ghosts } from "./ghosts.ts";
import { place, targetMark, tipMark } from "./marks.ts";
import { NetworkGhosts, type NetworkTracks } from "./network-ghosts.ts";
import { Robot } from "./robot.ts";
import { Skin } from "./skin.ts";
import { FaintTraces, SolidTrace } from "./traces.ts";

/** What is to be seen. Tracks are [T, nq] generalised positions. */
export interface Content {
  /** Name of what is looked at; the view is kept while it stays the same. */
  subject: string;
  model: SceneModel;
  sites: TaskDescription["sites"];
  scene: TaskDescription["scene"];
  /** [nq] the posture that rollouts start from. */
  start: Float32Array;
  solid: Float32Array;
  /** [T, muscles] activations, 0 to 1, of the solid track's skin; null where nothing pulls. */
  activations: Float32Array | null;
  ghosts: readonly Float32Array[];
  /** Which bodies the conditions of the solid track and of each ghost have moved. */
  shifts: { solid: readonly BodyShift[]; ghosts: readonly (readonly BodyShift[])[] };
  /** The network's rollouts, drawn beside the ghosts in their own colour. */
  network: NetworkTracks;
  /** Tracks that the view should hold. */
  framed: readonly Float32Array[];
  /** Whether the solid track is a rollout, whose way is worth drawing, or a mere posture. */
  moving: boolean;
}

export interface Display {
  ghosts: boolean;
  trace: boolean;
  board: boolean;
  /** Of the ghosts, by their usual opacity. */
  ghostOpacity: number;
}

/** Points of a trace: solid, of a ghost at most. */
const TRACE_POINTS = { solid: 400, ghost: 200 };
/** The ghosts' traces share as many points, so that following hundreds of samples takes no longer than a picture. */
const FAINT_POINTS = 8000;
/** As many traces of ghosts keep their full colour. */
const CLEAR_TRACES = 8;
/** How far the network's ways are taken towards the board, to be lines as quiet as the samples'. */
const SOFT_LINE = 0.45;
/** Sizes of the marks, as parts of the framed box's diagonal. */
const MARK = { target: 0.011, tip: 0.009, trace: 0.0011 };
/**
 * Room around a robot that is followed, along the ways that it goes: in view, ahead and to the sides, and drawn beyond
 * where the rollouts came, so that the next find it [m].
 */
const AROUND = { ahead: 0.4, aside: 0.9, drawn: 5 };
/** Room around a target [m]. */
const TARGET_ROOM = 0.1;
/** The view goes with the robot's mean place over this part of the rollout to either side. */
const STEADY = 1 / 16;

export class Drawing {
  content: Content;
  /** What is drawn, and what the camera should see of it when the robot is at `home`. */
  readonly box: Box;
  readonly view: Box;
  readonly plane: "y" | "z" | null;
  private readonly home: Vector;
  private readonly colors: SceneColors;
  private readonly scene: Scene;
  private readonly nq: number;
  private readonly bodies: ReturnType<typeof kinematics>;
  private readonly robot: Robot;
  private readonly skin: Skin | null;
  private readonly boards: Boards;
  private readonly marks: Mesh[] = [];
  private readonly tip: Mesh | null = null;
  private readonly target: Mesh | null = null;
  private readonly trace: SolidTrace;
  private readonly faint: FaintTraces;
  private readonly network: NetworkGhosts;
  private ghosts: Ghosts;
  private shown: Display = { ghosts: true, trace: true, board: true, ghostOpacity: 1 };
  /** Where the robot is at each row, for a view that follows it; empty for one that does not. */
  private way: Vector[] = [];

  /** `before`: room that is kept in view, so that the view stays while one iteration follows another. */
  constructor(content: Content, before: Box | null, colors: SceneColors, scene: Scene) {
    this.content = content;
    this.colors = colors;
    this.scene = scene;
    const { model, sites, start, framed, shifts, scene: look } = content;
    this.nq = positionCount(model);
    this.bodies = kinematics(model);
    const poses = this.bodies(start, 0, shifts.solid);
    this.plane = motionPlane(model, poses);
    const tip = middleOf(model, sites.tip, poses);
    const target = sites.target === null ? null : middleOf(model, [sites.target], poses);
    this.home = this.onGround(tip ?? [0, 0, 0]);
    const room = bounds(model, framed, this.nq, before, shifts.solid);
    const ways: Vector = this.plane === "y" ? [1, 0, 0] : [1, 1, 0];
    const times = (by: Vector): Vector => ways.map((way, i) => way * by[i]!) as Vector;
    const drawn = times([AROUND.drawn, AROUND.drawn, 0]);
    const kept = before !== null && holds(before, bounds(model, framed, this.nq, null, shifts.solid));
    // What went beyond the room goes on: room ahead again, or the next iterations would have everything made anew, each.
    this.box = look.follow ? (kept ? before : widened(room, drawn)) : holding(room, target);
    const part = look.follow ? widened(bounds(model, [start], this.nq), times([AROUND.ahead, AROUND.aside, 0])) : null;
    const layout = measuringBoards(model, this.box, this.plane, part);
    this.view = layout.view;
    this.boards = new Boards(layout, look.water, colors, scene);
    const cut = this.plane === "y" ? tip : this.plane === null ? target : null;
    const ground = groundHeight(model, this.box) ?? -Infinity;
    this.robot = new Robot(
      cut ? cutOpen(model, poses, cut[1]) : model.geoms,
      { fade: colors.fade, contact: colors.contact, feet: look.feet, ground },
      scene,
    );
    this.skin = look.skin && new Skin(model, look.skin, colors, scene);
    const { min, max } = part ?? this.box;
    const size = Math.hypot(...max.map((high, i) => high - min[i]!));
    if (target) {
      this.target = targetMark(MARK.target * size, this.plane === "z" ? [0, 0, 1] : [0, 1, 0], colors.accent, scene);
      this.marks.push(this.target);
    }
    if (tip) {
      this.tip = tipMark(MARK.tip * size, colors.tip, scene);
      this.marks.push(this.tip);
    }
    this.trace = new SolidTrace(MARK.trace * size, colors.accent, scene);
    this.faint = new FaintTraces((count) => sunk(colors.ghostLine, count, colors.board), scene);
    const networkLine = (count: number) =>
      sunk(Color3.Lerp(colors.network, colors.board, SOFT_LINE), count, colors.board);
    this.network = new NetworkGhosts(model, look.skin, colors.network, networkLine, scene);
    this.ghosts = this.makeGhosts();
    this.showTraces();
  }

  private makeGhosts(): Ghosts {
    const { model, scene, ghosts } = this.content;
    return new Ghosts(model, scene.skin, ghosts.length, this.colors.ghost, this.scene);
  }

  /** How far the robot is at a row from where `view` shows it; nothing for a robot that is not followed. */
  gone(row: number): Vector {
    const at = this.way[Math.min(row, this.way.length - 1)];
    return at ? (at.map((value, i) => value - this.home[i]!) as Vector) : [0, 0, 0];
  }

  /** The part of a place that a following view goes with: along x, and along y unless the robot keeps to the x–z plane. */
  private onGround([x, y]: Vector): Vector {
    return [x, this.plane === "y" ? 0 : y, 0];
  }

  /** Whether `follow` can take this content: the same model, and all of it within the room that is drawn. */
  takes({ model, framed, shifts }: Content): boolean {
    return model === this.content.model && holds(this.box, bounds(model, framed, this.nq, null, shifts.solid));
  }

  /** Goes over to other rollouts of the same model. */
  follow(content: Content): void {
    this.content = content;
    if (content.ghosts.length !== this.ghosts.count) {
      this.ghosts.dispose();
      this.ghosts = this.makeGhosts();
      this.ghosts.setEnabled(this.shown.ghosts);
      this.ghosts.setOpacity(this.shown.ghostOpacity);
    }
    this.showTraces();
  }

  private showTraces(): void {
    const { solid, ghosts, shifts, moving, scene, network } = this.content;
    if (scene.follow) {
      const way = this.pathOf(solid, 1, shifts.solid).map((at) => this.onGround(at));
      this.way = smoothed(way, Math.round(way.length * STEADY));
    }
    const strideOf = (track: Float32Array, most: number) => Math.ceil(track.length / this.nq / most);
    this.trace.show(moving ? this.pathOf(solid, strideOf(solid, TRACE_POINTS.solid), shifts.solid) : []);
    const rows = ghosts.reduce((sum, { length }) => sum + length / this.nq, 0);
    const stride = Math.max(strideOf(ghosts[0] ?? solid, TRACE_POINTS.ghost), Math.ceil(rows / FAINT_POINTS));
    this.faint.show(ghosts.map((ghost, i) => this.pathOf(ghost, stride, shifts.ghosts[i]!)));
    this.network.show(network, solid.length / this.nq, (...way) => this.pathOf(...way));
  }

  /** Where the tip is in every `stride`-th row of a track; empty when the model has not all of its sites. */
  private pathOf(track: Float32Array, stride: number, shifts: readonly BodyShift[]): Vector[] {
    const { model, sites } = this.content;
    const path: Vector[] = [];
    for (let row = 0; (row + 1) * this.nq <= track.length; row += stride) {
      const middle = middleOf(model, sites.tip, this.bodies(track, row * this.nq, shifts));
      if (middle !== null) path.push(middle);
    }
    return path;
  }

  get casters(): Mesh[] {
    return [...this.robot.casters, ...(this.skin?.meshes ?? [])];
  }

  display(display: Display): void {
    this.shown = display;
    this.boards.setEnabled(display.board);
    this.trace.setEnabled(display.trace);
    this.faint.setEnabled(display.ghosts);
    this.ghosts.setEnabled(display.ghosts);
    this.ghosts.setOpacity(display.ghostOpacity);
    this.network.setOpacity(display.ghostOpacity);
  }

  /** Lets the body of a name stand out; null for none. */
  mark(body: string | null): void {
    const index = this.content.model.bodies.findIndex(({ name }) => name === body);
    this.robot.mark(index, this.colors.accent);
  }

  /** Poses everything at a row; tracks that are shorter stay at their end. */
  pose(row: number): void {
    const { model, sites, solid, ghosts, shifts } = this.content;
    for (const [i, ghost] of ghosts.entries())
      this.ghosts.pose(i, this.bodies(ghost, this.offset(ghost, row), shifts.ghosts[i]));
    this.ghosts.show();
    this.network.pose((track, moved) => this.bodies(track, this.offset(track, row), moved));
    const bodies = this.bodies(solid, this.offset(solid, row), shifts.solid);
    this.robot.pose(bodies);
    this.skin?.pose(bodies, this.activationAt(row));
    this.boards.goWith(this.gone(row));
    const tip = middleOf(model, sites.tip, bodies);
    if (this.tip && tip) place(this.tip, tip);
    const target = sites.target === null ? null : middleOf(model, [sites.target], bodies);
    if (this.target && target) place(this.target, target);
  }

  private activationAt(row: number): (muscle: number) => number {
    const { activations, scene } = this.content;
    const count = scene.skin?.muscles.length ?? 0;
    if (!activations) return () => 0;
    const first = Math.min(row, activations.length / count - 1) * count;
    return (muscle) => activations[first + muscle]!;
  }

  private offset(track: Float32Array, row: number): number {
    return Math.min(row, track.length / this.nq - 1) * this.nq;
  }

  dispose(): void {
    const { robot, skin, ghosts, network, boards, trace, faint } = this;
    for (const part of [robot, skin, ghosts, network, boards, trace, faint]) part?.dispose();
    for (const mesh of this.marks) mesh.dispose(false, true);
  }
}

/** Few ways are told apart; many would be a thicket in front of the robot, so they sink into the board. */
function sunk(color: Color3, count: number, board: Color3): Color3 {
  return Color3.Lerp(color, board, Math.min(0.75, Math.max(0, 1 - Math.sqrt(CLEAR_TRACES / count))));
}

/** A box that holds a target with some room around it. */
function holding({ min, max }: Box, target: Vector | null): Box {
  if (!target) return { min, max };
  return {
    min: min.map((low, i) => Math.min(low, target[i]! - TARGET_ROOM)) as Vector,
    max: max.map((high, i) => Math.max(high, target[i]! + TARGET_ROOM)) as Vector,
  };
}
