/**
 * The 3D scene on a canvas. It draws only when something has changed, and less often where the processor does the
 * graphics card's work.
 */
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { Scene } from "@babylonjs/core/scene.js";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { Ellipsoid } from "../ellipsoid.ts";
import { kinematics, positionCount } from "../kinematics.ts";
import { rangeMarks } from "../limits.ts";
import { type Box, framed, moved, movedBox, type Orbit } from "../orbit.ts";
import type { Forces, PastWay } from "../overlay-content.ts";
import { bodyAlong, rayThrough } from "../pick.ts";
import { FIELD_OF_VIEW, OrbitCamera } from "./camera.ts";
import { type SceneColors, sceneColors } from "./colors.ts";
import { type Content, type Display, Drawing } from "./drawing.ts";
import { Lights } from "./lights.ts";
import { Overlays } from "./overlays.ts";
import { Pictures } from "./pictures.ts";

const MOST_PIXEL_RATIO = 2;
const FRONT = { azimuth: -Math.PI / 2 - 0.1, elevation: 0.14 };
const OBLIQUE = { azimuth: -Math.PI / 2 - 0.42, elevation: 0.32 };
const ABOVE = { azimuth: -Math.PI / 2, elevation: 1.2 };

type Direction = Pick<Orbit, "azimuth" | "elevation">;

/** Directions from which a person may look: straight on, from the right, from above. */
const SIDES = {
  front: { azimuth: -Math.PI / 2, elevation: 0 },
  side: { azimuth: 0, elevation: 0 },
  top: { azimuth: -Math.PI / 2, elevation: Math.PI / 2 - 0.01 },
} satisfies Record<string, Direction>;
export type Side = keyof typeof SIDES;

/** Radius of a joint's range, as a part of what is in view. */
const RANGE_RADIUS = 0.06;

export interface Laid {
  spread: readonly Ellipsoid[];
  history: readonly PastWay[];
  forces: Forces | null;
  /** Whether the joints' ranges are drawn. */
  ranges: boolean;
}

export interface Capture {
  /** Draws a row and hands over the canvas that it is on. */
  draw(row: number, read: (canvas: HTMLCanvasElement) => void): Promise<void>;
  end(): void;
}

export interface Lens {
  orthographic: boolean;
  follow: boolean;
}

export { FIELD_OF_VIEW };

/** What a picture is of. */
export interface Moment {
  row: number;
  theme: "light" | "dark";
}

export interface StageEvents {
  /** What is on the canvas is not what there is any more. */
  changed(): void;
  /** A picture of something is on the canvas; another follows unless it is the `last`, fine and of what there is now. */
  drawn(moment: Moment, last: boolean): void;
  /** The camera moved. */
  moved(orbit: Orbit): void;
}

export class Stage {
  /** Whether the processor draws. */
  readonly software: boolean;
  private readonly canvas: HTMLCanvasElement;
  private readonly events: StageEvents;
  private readonly engine: Engine;
  private readonly scene: Scene;
  private readonly camera: OrbitCamera;
  private readonly lights: Lights;
  private theme: Moment["theme"];
  private colors: SceneColors;
  private drawing: Drawing | null = null;
  private view: Display = { ghosts: true, trace: true, board: true, ghostOpacity: 1 };
  private overlays: Overlays | null = null;
  private laid: Laid = { spread: [], history: [], forces: null, ranges: false };
  private lens: Lens = { orthographic: false, follow: true };
  private row = 0;
  private seen = true;
  /** Pictures are drawn for a file. */
  private filming = false;
  private orbit: Orbit = { target: [0, 0, 0], ...FRONT, distance: 5 };
  /** The person has chosen a view: keep it. */
  private held = false;
  /** The body that a person has picked. */
  private picked: string | null = null;
  /** How far the view has gone with the robot. */
  private gone: Vector = [0, 0, 0];
  private readonly pictures: Pictures<Moment>;

  constructor(canvas: HTMLCanvasElement, theme: Moment["theme"], software: boolean, events: StageEvents) {
    this.canvas = canvas;
    this.events = events;
    this.software = software;
    this.engine = new Engine(canvas, !software, { stencil: false, powerPreference: "high-performance" });
    this.engine.setHardwareScalingLevel(1 / (software ? 1 : Math.min(MOST_PIXEL_RATIO, devicePixelRatio)));
    this.scene = new Scene(this.engine);
    this.scene.useRightHandedSystem = true;
    this.scene.skipPointerMovePicking = true;
    this.scene.detachControl();
    this.camera = new OrbitCamera(this.scene);
    this.pictures = new Pictures(
      { canvas, engine: this.engine, scene: this.scene, camera: this.camera, software },
      () => ({ row: this.row, theme: this.theme }),
      (moment, last) => this.drawing && this.events.drawn(moment, last),
    );
    this.lights = new Lights(this.scene, software);
    this.theme = theme;
    this.colors = sceneColors(theme);
    this.setTheme(theme);
  }

  setTheme(theme: Moment["theme"]): void {
    this.theme = theme;
    this.colors = sceneColors(theme);
    this.scene.clearColor = this.colors.back;
    this.lights.setColors(this.colors);
    if (this.drawing) this.redraw(this.drawing.content, this.drawing.box);
  }

  /** Replaces what is shown; the view stays where a person has put it, and else frames the new content. */
  show(content: Content): void {
    const other = this.drawing?.content.subject !== content.subject;
    if (!other && this.drawing?.takes(content)) {
      this.drawing.follow(content);
      this.pose(this.drawing);
      return;
    }
    this.redraw(content, other ? null : (this.drawing?.box ?? null));
    if (other) this.held = false;
    if (!this.held) this.frame();
  }

  private redraw(content: Content, before: Box | null): void {
    this.drawing?.dispose();
    this.drawing = new Drawing(content, before, this.colors, this.scene);
    this.drawing.display(this.view);
    this.drawing.mark(this.picked);
    this.overlays?.dispose();
    const { min, max } = this.drawing.view;
    this.overlays = new Overlays(Math.hypot(...max.map((high, i) => high - min[i]!)), this.colors, this.scene);
    this.layOver();
    this.lights.cast(this.drawing.casters);
    this.pose(this.drawing);
  }

  /** Shows a drawing at the row, with camera and light where the robot is by then. */
  private pose(drawing: Drawing): void {
    drawing.pose(this.row);
    this.overlays?.pose(this.row);
    this.poseRanges(drawing);
    const gone = this.lens.follow ? drawing.gone(this.row) : this.gone;
    const step = gone.map((value, i) => value - this.gone[i]!) as Vector;
    this.gone = gone;
    this.orbit = { ...this.orbit, target: moved(this.orbit.target, step, 1) };
    this.look();
    this.lights.light(movedBox(drawing.view, gone));
    this.requestDraw();
  }

  setDisplay(view: Display): void {
    this.view = view;
    this.drawing?.display(view);
    this.requestDraw();
  }

  /** What is laid over the robot. */
  setOverlays(laid: Laid): void {
    this.laid = laid;
    this.layOver();
    if (this.drawing) this.pose(this.drawing);
  }

  private layOver(): void {
    const { spread, history, forces, ranges } = this.laid;
    this.overlays?.showSpread(spread);
    this.overlays?.showHistory(history);
    this.overlays?.showForces(forces);
    if (!ranges) this.overlays?.showRanges([]);
  }

  private poseRanges(drawing: Drawing): void {
    if (!this.laid.ranges) return;
    const { model, solid } = drawing.content;
    const { min, max } = drawing.view;
    const at = this.solidOffset(drawing);
    const radius = RANGE_RADIUS * Math.hypot(...max.map((high, i) => high - min[i]!));
    this.overlays?.showRanges(rangeMarks(model, kinematics(model)(solid, at), solid, at, radius));
  }

  /** Name of the body at a place of the canvas, from −1 to 1 rightwards and upwards; null where there is none. */
  bodyAt(place: [number, number]): string | null {
    if (!this.drawing) return null;
    const { model, solid } = this.drawing.content;
    const { orthographic } = this.lens;
    const ray = rayThrough(this.orbit, place, { fov: FIELD_OF_VIEW, aspect: this.aspect, orthographic });
    const body = bodyAlong(model, kinematics(model)(solid, this.solidOffset(this.drawing)), ray);
    return body === null ? null : model.bodies[body]!.name;
  }

  private solidOffset({ content: { model, solid } }: Drawing): number {
    const nq = positionCount(model);
    return Math.min(this.row, solid.length / nq - 1) * nq;
  }

  /** Marks the body of a name. */
  setPicked(body: string | null): void {
    this.picked = body;
    this.drawing?.mark(body);
    this.requestDraw();
  }

  /** How the camera sees, and whether it goes with the robot. */
  setLens(lens: Lens): void {
    this.lens = lens;
    this.look();
    if (this.drawing) this.pose(this.drawing);
  }

  private look(): void {
    this.camera.show(this.orbit);
    this.camera.project(this.lens.orthographic, this.aspect);
  }

  private get aspect(): number {
    return this.canvas.clientWidth / Math.max(1, this.canvas.clientHeight);
  }

  setRow(row: number): void {
    if (row === this.row) return;
    this.row = row;
    // What nobody sees is posed when it is seen again.
    if (this.drawing && (this.seen || this.filming)) this.pose(this.drawing);
  }

  /** Moves the camera as a person asks. */
  move(change: (orbit: Orbit) => Orbit): void {
    this.held = true;
    this.setOrbit(change(this.orbit));
  }

  /** The view that shows all of the content from its best side. */
  resetView(): void {
    this.held = false;
    this.frame();
  }

  /** All of the content from one side. */
  lookFrom(side: Side): void {
    this.held = true;
    this.frame(SIDES[side]);
  }

  private frame(from?: Direction): void {
    if (!this.drawing) return;
    const { azimuth, elevation } = from ?? { y: FRONT, z: ABOVE, none: OBLIQUE }[this.drawing.plane ?? "none"];
    this.setOrbit(framed(movedBox(this.drawing.view, this.gone), azimuth, elevation, FIELD_OF_VIEW, this.aspect));
  }

  private setOrbit(orbit: Orbit): void {
    this.orbit = orbit;
    this.look();
    this.events.moved(orbit);
    this.requestDraw();
  }

  /** Whether anybody sees it; else nothing is drawn. */
  setSeen(seen: boolean): void {
    this.seen = seen;
    this.holdOrRelease();
    if (seen && this.drawing) this.pose(this.drawing);
  }

  resize(): void {
    this.engine.resize();
    if (this.held) this.requestDraw();
    else this.frame();
  }

  private requestDraw(): void {
    this.events.changed();
    this.pictures.request();
  }

  /** Pictures are for a window in which the scene is seen, and not while others are drawn for a file. */
  private holdOrRelease(): void {
    if (this.seen && !this.filming) this.pictures.release();
    else this.pictures.hold();
  }

  /** Draws pictures of another size for a file; the canvas is the window's again after `end`. */
  capture(width: number, height: number): Capture {
    this.filming = true;
    this.holdOrRelease();
    const [orbit, scaling] = [this.orbit, this.engine.getHardwareScalingLevel()];
    const before = { width: this.engine.getRenderWidth(), height: this.engine.getRenderHeight(), row: this.row };
    this.engine.setHardwareScalingLevel(1);
    this.engine.setSize(width, height);
    return {
      draw: async (row, read) => {
        this.setRow(row);
        this.camera.project(this.lens.orthographic, width / height);
        await this.scene.whenReadyAsync();
        this.pictures.drawNow();
        // Before anything else is done: the picture is gone with the turn in which it was drawn.
        read(this.canvas);
      },
      end: () => {
        this.engine.setHardwareScalingLevel(scaling);
        this.engine.setSize(before.width, before.height);
        this.filming = false;
        this.holdOrRelease();
        this.setRow(before.row);
        this.setOrbit(orbit);
      },
    };
  }

  dispose(): void {
    this.pictures.dispose();
    this.scene.dispose();
    this.engine.dispose();
  }
}
