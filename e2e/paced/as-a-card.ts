/** A page that takes its machine for one with a graphics card. */
import type { Page } from "playwright-core";

/** Before the page loads: pictures are as fine as a card would draw them, and as many as are finished. */
export async function takeForACard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Own = window.Worker;
    window.Worker = class extends Own {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (!String(url).includes("processor-worker")) return;
        const told = (event: MessageEvent) => {
          event.stopImmediatePropagation();
          this.removeEventListener("message", told);
          this.dispatchEvent(new MessageEvent("message", { data: "a graphics card" }));
        };
        this.addEventListener("message", told);
      }
    };
  });
}

/**
 * A card that takes so long for a picture [ms]. All that it is told stays, and so does what comes before and after; only
 * triangles and lines are left out. In their place a picture is finished so long after it was told and the one before was.
 */
export async function drawAsACard(page: Page, milliseconds: number): Promise<void> {
  await takeForACard(page);
  await page.addInitScript((takes) => {
    const drawing = ["drawElements", "drawElementsInstanced", "drawArrays", "drawArraysInstanced"] as const;
    const gl = WebGL2RenderingContext.prototype;
    for (const name of drawing) gl[name] = () => {};
    const finished = new WeakMap<WebGLSync, number>();
    let last = 0;
    const { fenceSync, getSyncParameter } = gl;
    gl.fenceSync = function (this: WebGL2RenderingContext, ...args) {
      const fence = fenceSync.apply(this, args);
      last = Math.max(last, performance.now()) + takes;
      if (fence) finished.set(fence, last);
      return fence;
    };
    gl.getSyncParameter = function (this: WebGL2RenderingContext, fence, name) {
      const early = performance.now() < (finished.get(fence) ?? 0);
      return early ? this.UNSIGNALED : getSyncParameter.call(this, fence, name);
    };
  }, milliseconds);
}
