/**
 * Counts from outside what the window does: how often its charts and its scene are drawn, with how many points, which
 * rows of the list change, and what goes over its line to the engine. The window knows nothing of it.
 */
import type { Page } from "playwright-core";

export interface Observed {
  /** Most drawings of one chart within one frame. */
  drawingsInFrame: number;
  /** Drawings of all charts. */
  drawings: number;
  /** Most steps of all the paths of one drawing of a learning curve, by the chart's pixels across. */
  stepsAcross: number;
  /** Draw calls of the scene. */
  sceneCalls: number;
  /** Ids of the rows in the list of runs that changed. */
  rows: string[];
  /** What was told and asked, in order: small messages as they are, of large ones the length. */
  messages: { sent: boolean; length: number; bytes: number[] }[];
}

declare global {
  interface Window {
    observed: Observed;
    /** Has `before` called whenever the method is. */
    spy<T extends object>(owner: T, method: keyof T, before: (self: unknown, args: unknown[]) => void): void;
  }
}

/** To be called before the page loads. */
export async function observe(page: Page): Promise<void> {
  const watches = [begin, watchCharts, watchScene, watchLine, watchRows];
  await page.addInitScript({ content: watches.map((watch) => `(${watch})();`).join("\n") });
}

export function observed(page: Page): Promise<Observed> {
  return page.evaluate(() => window.observed);
}

// What follows runs in the page, before its own scripts.

function begin(): void {
  window.observed = { drawingsInFrame: 0, drawings: 0, stepsAcross: 0, sceneCalls: 0, rows: [], messages: [] };
  window.spy = (owner, method, before) => {
    const original = owner[method] as (...args: unknown[]) => unknown;
    owner[method] = function (this: unknown, ...args: unknown[]) {
      before(this, args);
      return original.apply(this, args);
    } as (typeof owner)[typeof method];
  };
}

/** A chart clears its canvas once, at the start of a drawing. */
function watchCharts(): void {
  const { observed: seen, spy } = window;
  const drawn = new Map<unknown, { frame: unknown; count: number }>();
  let current: { canvas: HTMLCanvasElement; steps: number } | null = null;
  spy(CanvasRenderingContext2D.prototype, "clearRect", (self) => {
    const { canvas } = self as CanvasRenderingContext2D;
    const frame = document.timeline.currentTime;
    const before = drawn.get(canvas);
    const count = before?.frame === frame ? before.count + 1 : 1;
    drawn.set(canvas, { frame, count });
    seen.drawings++;
    seen.drawingsInFrame = Math.max(seen.drawingsInFrame, count);
    current = canvas.closest("[data-testid=learning-curve]") ? { canvas, steps: 0 } : null;
  });
  for (const step of ["moveTo", "lineTo", "arc", "rect"] as const)
    spy(Path2D.prototype, step, () => {
      if (!current) return;
      current.steps++;
      seen.stepsAcross = Math.max(seen.stepsAcross, current.steps / current.canvas.width);
    });
}

function watchScene(): void {
  for (const call of ["drawElements", "drawArrays", "drawElementsInstanced"] as const)
    window.spy(WebGL2RenderingContext.prototype, call, () => window.observed.sceneCalls++);
}

function watchLine(): void {
  const LARGEST = 4096;
  const note = (sent: boolean, data: ArrayBuffer | Uint8Array) => {
    const bytes = new Uint8Array(data);
    const small = bytes.length <= LARGEST ? [...bytes] : [];
    window.observed.messages.push({ sent, length: bytes.length, bytes: small });
  };
  window.spy(WebSocket.prototype, "send", (_, [data]) => note(true, data as Uint8Array));
  window.spy(WebSocket.prototype, "addEventListener", (self, [type]) => {
    if (type !== "message") return;
    const line = self as WebSocket;
    line.onmessage ??= ({ data }: MessageEvent<ArrayBuffer>) => note(false, data);
  });
}

/** The age of a run changes with the clock, whatever trains. */
function watchRows(): void {
  const changed = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const id = element?.closest<HTMLElement>("[data-testid=runs] [role=option]")?.dataset.id;
      const { rows } = window.observed;
      if (id && !element?.closest(".row-note.number") && !rows.includes(id)) rows.push(id);
    }
  });
  changed.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
