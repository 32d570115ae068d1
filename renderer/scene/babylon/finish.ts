/** When the graphics card, or the processor in its place, has caught up with what it was told to draw. */

/** From one look to the next [ms]. */
const LOOK_MS = 4;

/** What was told until then. */
interface Mark {
  fence: WebGLSync | null;
  at: number;
  reached: () => void;
}

export class Finish {
  /** Time from the last mark that was reached until it was [ms]. */
  took = 0;
  private readonly gl: WebGL2RenderingContext;
  /** Those that are not reached yet, in their order. */
  private readonly marks: Mark[] = [];
  private next: ReturnType<typeof setTimeout> | undefined;

  /** The canvas must have a WebGL 2 context. */
  constructor(canvas: HTMLCanvasElement) {
    this.gl = canvas.getContext("webgl2") as WebGL2RenderingContext;
  }

  /** Marks that are not reached yet. */
  get unreached(): number {
    return this.marks.length;
  }

  /** Notes what was told so far, and looks until it is drawn, without ever waiting for it; then calls `reached`. */
  mark(reached: () => void): void {
    const fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.gl.flush();
    this.marks.push({ fence, at: performance.now(), reached });
    if (this.marks.length === 1) this.look();
  }

  private look(): void {
    clearTimeout(this.next);
    for (let [first] = this.marks; first; [first] = this.marks) {
      if (first.fence && this.gl.getSyncParameter(first.fence, this.gl.SYNC_STATUS) === this.gl.UNSIGNALED) {
        this.next = setTimeout(() => this.look(), LOOK_MS);
        return;
      }
      this.gl.deleteSync(first.fence);
      this.marks.shift();
      this.took = performance.now() - first.at;
      first.reached();
    }
  }

  /** Nobody waits any more. */
  forget(): void {
    for (const mark of this.marks) mark.reached = () => {};
  }
}
