/** When the graphics card, or the processor in its place, has caught up with what it was told to draw. */

/** From one look to the next [ms]. */
const LOOK_MS = 4;

export class Finish {
  /** Time from the last mark until it was reached [ms], as far as it is known. */
  took = 0;
  private readonly gl: WebGL2RenderingContext;
  private fence: WebGLSync | null = null;
  private markedAt = 0;
  private reached = () => {};

  /** The canvas must have a WebGL 2 context. */
  constructor(canvas: HTMLCanvasElement) {
    this.gl = canvas.getContext("webgl2") as WebGL2RenderingContext;
  }

  /** Whether something that was told before the last mark is not drawn yet. */
  get pending(): boolean {
    return this.fence !== null;
  }

  /** Notes what was told so far, and looks until it is drawn, without ever waiting for it; then calls `reached`. */
  mark(reached: () => void): void {
    this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.gl.flush();
    this.markedAt = performance.now();
    this.reached = reached;
    this.look();
  }

  private look(): void {
    if (this.fence && this.gl.getSyncParameter(this.fence, this.gl.SYNC_STATUS) === this.gl.UNSIGNALED) {
      setTimeout(() => this.look(), LOOK_MS);
      return;
    }
    this.gl.deleteSync(this.fence);
    this.fence = null;
    this.took = performance.now() - this.markedAt;
    this.reached();
  }

  /** Nobody waits any more. */
  forget(): void {
    this.reached = () => {};
  }
}
