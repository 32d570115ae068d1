/**
 * Where pictures of the scene come to be.
 *
 * A canvas that was drawn on is read back by a browser without a graphics card before anything of the page is shown, and
 * the page waits until the picture is finished. So there pictures are made beside the canvas, and copied onto it when
 * they are finished: meanwhile the page answers keys. While something moves they are drafts, without smooth edges and as
 * coarse as keeps them quick; the picture of what stands still is fine.
 */
import type { Camera } from "@babylonjs/core/Cameras/camera.js";
import type { Engine } from "@babylonjs/core/Engines/engine.js";
import { RenderTargetTexture } from "@babylonjs/core/Materials/Textures/renderTargetTexture.js";
import type { Scene } from "@babylonjs/core/scene.js";

export interface Screen {
  /** Whether a draft is any quicker than a fine picture. */
  readonly drafts: boolean;
  /** Tells the graphics card, or the processor in its place, to draw; a draft has this part of the canvas's pixels along each side. */
  draw(quality: "fine" | number): void;
  /** Brings what was drawn last onto the canvas; it should be finished by then. */
  show(): void;
  dispose(): void;
}

/** Straight onto the canvas. */
export function canvasScreen(scene: Scene): Screen {
  return { drafts: false, draw: () => scene.render(), show() {}, dispose() {} };
}

/** Samples of each pixel of a fine picture. */
const FINE_SAMPLES = 4;

/** Beside a canvas whose context smooths no edges. */
export class OffScreen implements Screen {
  readonly drafts = true;
  private readonly scene: Scene;
  private readonly camera: Camera;
  private readonly engine: Engine;
  private readonly gl: WebGL2RenderingContext;
  /** What copies are read from. */
  private readonly source: WebGLFramebuffer;
  private readonly targets: Record<"fine" | "draft", RenderTargetTexture | null> = { fine: null, draft: null };
  private drawn: RenderTargetTexture | null = null;

  constructor(canvas: HTMLCanvasElement, engine: Engine, scene: Scene, camera: Camera) {
    this.scene = scene;
    this.camera = camera;
    this.engine = engine;
    this.gl = canvas.getContext("webgl2") as WebGL2RenderingContext;
    this.source = this.gl.createFramebuffer();
  }

  draw(quality: "fine" | number): void {
    const target = quality === "fine" ? this.target("fine", 1, FINE_SAMPLES) : this.target("draft", quality, 1);
    this.camera.outputRenderTarget = target;
    this.scene.render();
    // Merges the samples of its pixels.
    if (target.renderTarget) this.engine.unBindFramebuffer(target.renderTarget, true);
    this.drawn = target;
  }

  private target(kind: "fine" | "draft", part: number, samples: number): RenderTargetTexture {
    const width = Math.max(1, Math.round(part * this.engine.getRenderWidth()));
    const height = Math.max(1, Math.round(part * this.engine.getRenderHeight()));
    const before = this.targets[kind];
    if (before?.getRenderWidth() === width && before.getRenderHeight() === height) return before;
    before?.dispose();
    const target = new RenderTargetTexture("picture", { width, height }, this.scene, { samples });
    this.targets[kind] = target;
    return target;
  }

  show(): void {
    const { gl, drawn } = this;
    const texture = drawn?.getInternalTexture()?._hardwareTexture?.underlyingResource as WebGLTexture | undefined;
    if (!drawn || !texture) return;
    const [width, height] = [this.engine.getRenderWidth(), this.engine.getRenderHeight()];
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.source);
    gl.framebufferTexture2D(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    const from = [0, 0, drawn.getRenderWidth(), drawn.getRenderHeight()] as const;
    gl.blitFramebuffer(...from, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.LINEAR);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  dispose(): void {
    this.camera.outputRenderTarget = null;
    for (const target of Object.values(this.targets)) target?.dispose();
    this.gl.deleteFramebuffer(this.source);
  }
}
