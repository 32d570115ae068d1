/**
 * The 3D scene on a canvas. It draws only when something has changed, and less often where the processor does the
 * graphics card's work.
 */
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { Scene } from "@babylonjs/core/scene.js";
import { paced } from "../../app/paced.ts";
import { type Box, framed, moved, movedBox, type Orbit } from "../orbit.ts";
import type { Vector } from "../quaternion.ts";
import { FIELD_OF_VIEW, OrbitCamera } from "./camera.ts";
import { type SceneColors, sceneColors } from "./colors.ts";
import { type Content, type Display, Drawing } from "./drawing.ts";
import { Finish } from "./finish.ts";
import { Lights } from "./lights.ts";

/**
 * From one picture to the next where the processor draws: at least this long [ms], and this many times as long as the
 * last one took, so that the rest of the window and the training keep the cores.
 */
const SOFTWARE_PACE = { interval: 80, share: 2 };
const MOST_PIXEL_RATIO = 2;
const FRONT = { azimuth: -Math.PI / 2 - 0.1, elevation: 0.14 };
const OBLIQUE = { azimuth: -Math.PI / 2 - 0.42, elevation: 0.32 };
const ABOVE = { azimuth: -Math.PI / 2, elevation: 1.2 };

export { FIELD_OF_VIEW };

export interface StageEvents {
  /** After each picture of something. */
  drawn(row: number): void;
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
  private colors: SceneColors;
  private drawing: Drawing | null = null;
  private view: Display = { ghosts: true, trace: true, board: true };
  private row = 0;
  private orbit: Orbit = { target: [0, 0, 0], ...FRONT, distance: 5 };
  /** The person has chosen a view: keep it. */
  private held = false;
  /** How far the view has gone with the robot. */
  private gone: Vector = [0, 0, 0];
  private readonly finish: Finish;
  private readonly pictures = paced(
    () => this.draw(),
    () => (this.software ? Math.max(SOFTWARE_PACE.interval, SOFTWARE_PACE.share * this.finish.took) : 0),
  );

  constructor(canvas: HTMLCanvasElement, theme: "light" | "dark", events: StageEvents) {
    this.canvas = canvas;
    this.events = events;
    this.engine = new Engine(canvas, true, { stencil: false, powerPreference: "high-performance" });
    this.software = /swiftshader|llvmpipe|software/i.test(
      this.engine.extractDriverInfo() + this.engine.getGlInfo().renderer,
    );
    this.finish = new Finish(canvas);
    this.engine.setHardwareScalingLevel(1 / (this.software ? 1 : Math.min(MOST_PIXEL_RATIO, devicePixelRatio)));
    this.scene = new Scene(this.engine);
    this.scene.useRightHandedSystem = true;
    this.scene.skipPointerMovePicking = true;
    this.scene.detachControl();
    this.camera = new OrbitCamera(this.scene);
    this.lights = new Lights(this.scene, this.software);
    this.colors = sceneColors(theme);
    this.setTheme(theme);
  }

  setTheme(theme: "light" | "dark"): void {
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
    this.lights.cast(this.drawing.casters);
    this.pose(this.drawing);
  }

  /** Shows a drawing at the row, with camera and light where the robot is by then. */
  private pose(drawing: Drawing): void {
    drawing.pose(this.row);
    const gone = drawing.gone(this.row);
    const step = gone.map((value, i) => value - this.gone[i]!) as Vector;
    this.gone = gone;
    this.orbit = { ...this.orbit, target: moved(this.orbit.target, step, 1) };
    this.camera.show(this.orbit);
    this.lights.light(movedBox(drawing.view, gone));
    this.requestDraw();
  }

  setDisplay(view: Display): void {
    this.view = view;
    this.drawing?.display(view);
    this.requestDraw();
  }

  setRow(row: number): void {
    if (row === this.row) return;
    this.row = row;
    if (this.drawing) this.pose(this.drawing);
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

  private frame(): void {
    if (!this.drawing) return;
    const { azimuth, elevation } = { y: FRONT, z: ABOVE, none: OBLIQUE }[this.drawing.plane ?? "none"];
    const aspect = this.canvas.clientWidth / Math.max(1, this.canvas.clientHeight);
    this.setOrbit(framed(movedBox(this.drawing.view, this.gone), azimuth, elevation, FIELD_OF_VIEW, aspect));
  }

  private setOrbit(orbit: Orbit): void {
    this.orbit = orbit;
    this.camera.show(orbit);
    this.events.moved(orbit);
    this.requestDraw();
  }

  resize(): void {
    this.engine.resize();
    if (this.held) this.requestDraw();
    else this.frame();
  }

  private requestDraw(): void {
    this.pictures.request();
  }

  private draw(): void {
    // Where pictures take longer than they are asked for, asking for more would block the window.
    if (this.finish.pending) {
      this.requestDraw();
      return;
    }
    this.scene.render();
    this.finish.mark();
    // Shaders are fetched and compiled meanwhile: what was not ready is drawn with the next picture.
    if (!this.scene.isReady()) this.requestDraw();
    else if (this.drawing) this.events.drawn(this.row);
  }

  dispose(): void {
    this.pictures.cancel();
    this.scene.dispose();
    this.engine.dispose();
  }
}
