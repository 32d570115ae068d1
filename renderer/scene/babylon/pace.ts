/** How often and how finely the scene is drawn where the processor does the graphics card's work. */

/**
 * From one picture to the next: at least this long [ms], and this many times as long as the last one took, so that the
 * rest of the window and the training keep the cores.
 */
const REST = { interval: 80, share: 2 };

/** After this long without a change the picture is drawn finely [ms]. */
export const STILL_MS = 200;

/** Drafts that take longer get coarser, and finer again where they take less [ms]. */
const SLOW_MS = 70;
const QUICK_MS = 30;
const STEP = Math.SQRT1_2;
/** Parts of the canvas's pixels along each side, from the coarsest to the finest. */
const COARSEST = 0.5;

/** From one picture to the next [ms]. */
export function pauseAfter(took: number): number {
  return Math.max(REST.interval, REST.share * took);
}

/** Part of the pixels along each side that the next draft has, after one that took so long [ms]. */
export function partAfter(part: number, took: number): number {
  if (took > SLOW_MS) return Math.max(COARSEST, part * STEP);
  return took < QUICK_MS ? Math.min(1, part / STEP) : part;
}
