/**
 * When pictures of the scene are drawn: on demand, never far ahead of what is finished, and less often and less finely where
 * the processor does the graphics card's work.
 */
import type { Camera } from "@babylonjs/core/Cameras/camera.js";
import type { Engine } from "@babylonjs/core/Engines/engine.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type Paced, paced } from "../../app/paced.ts";
import { Finish } from "./finish.ts";
import { partAfter, pauseAfter, STILL_MS } from "./pace.ts";
import { canvasScreen, OffScreen, type Screen } from "./screen.ts";

interface Parts {
  canvas: HTMLCanvasElement;
  engine: Engine;
  scene: Scene;
  camera: Camera;
  /** Whether the processor draws. */
  software: boolean;
}

/**
 * Pictures that may be unfinished at a time. A graphics card has the next one when it ends with one, and so a whole frame
 * for each; what it shows is a frame older for that. The processor would only be kept from the window.
 */
const AHEAD = { hardware: 2, software: 1 };

export class Pictures<Moment> {
  private readonly scene: Scene;
  private readonly finish: Finish;
  private readonly screen: Screen;
  private readonly paced: Paced;
  private readonly ahead: number;
  private readonly moment: () => Moment;
  private readonly shown: (moment: Moment, last: boolean) => void;
  /** Part of the pixels along each side that a draft has. */
  private draftPart = 1;
  /** Draws the fine picture once nothing changes any more. */
  private still: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  /** Something has changed since what was drawn last. */
  private changed = false;

  /** `moment` names what is drawn, and `shown` is told it when the picture is on the canvas, and whether it is the last of what there is now. */
  constructor(
    { canvas, engine, scene, camera, software }: Parts,
    moment: () => Moment,
    shown: (moment: Moment, last: boolean) => void,
  ) {
    this.scene = scene;
    this.moment = moment;
    this.shown = shown;
    this.finish = new Finish(canvas);
    this.ahead = software ? AHEAD.software : AHEAD.hardware;
    this.screen = software ? new OffScreen(canvas, engine, scene, camera) : canvasScreen(scene);
    this.paced = paced(
      () => this.next(),
      () => (software ? pauseAfter(this.finish.took) : 0),
    );
  }

  /** Something has changed. */
  request(): void {
    this.changed = true;
    if (!this.held) this.paced.request();
  }

  /** Draws nothing for the window until `release`; what was asked for before is forgotten. */
  hold(): void {
    this.held = true;
    this.paced.cancel();
    clearTimeout(this.still);
  }

  release(): void {
    this.held = false;
  }

  /** A fine picture on the canvas at once, however long it takes. */
  drawNow(): void {
    this.screen.draw("fine");
    this.screen.show();
  }

  private next(): void {
    // Where pictures take longer than they are asked for, asking for more would block the window.
    if (this.finish.unreached >= this.ahead) {
      this.request();
      return;
    }
    clearTimeout(this.still);
    this.draw(this.screen.drafts ? this.draftPart : "fine");
  }

  /** Draws, and shows what was drawn when it is finished. */
  private draw(quality: "fine" | number): void {
    const moment = this.moment();
    this.changed = false;
    this.screen.draw(quality);
    // Shaders are fetched and compiled meanwhile: what was not ready is drawn with the next picture.
    const whole = this.scene.isReady();
    this.finish.mark(() => {
      if (this.held) return;
      this.screen.show();
      if (quality !== "fine") this.refineLater(quality);
      if (whole) this.shown(moment, quality === "fine" && !this.changed && this.finish.unreached === 0);
      else this.request();
    });
  }

  private refineLater(part: number): void {
    this.draftPart = partAfter(part, this.finish.took);
    clearTimeout(this.still);
    this.still = setTimeout(() => {
      if (this.finish.unreached === 0) this.draw("fine");
    }, STILL_MS);
  }

  dispose(): void {
    this.hold();
    this.finish.forget();
    this.screen.dispose();
  }
}
