/** The times at which all timelines have a line, and the axis below them its labels. */
import { niceStep } from "./nice-step.ts";
import type { Span } from "./span.ts";

/** Room for a label [px]. */
const LABEL_ROOM = 56;
/** Digits behind which a product of a step is only rounded [decimals]. */
const DECIMALS = 9;

/** Whole multiples of 1, 2 or 5 times a power of ten seconds, as many as have room in so many pixels. */
export function timeTicks([from, to]: Span, pixels: number): number[] {
  if (!(to > from)) return [from];
  const step = niceStep(to - from, Math.max(1, Math.floor(pixels / LABEL_ROOM)));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toFixed(DECIMALS)),
  );
}

/** "1.5 s". */
export function tickText(seconds: number): string {
  return `${Number(seconds.toFixed(3))} s`;
}
