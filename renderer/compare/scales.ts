/** Axes: which values they span, and where their ticks stand. */
import { decades, logLimits } from "../timeline/costs.ts";
import { niceStep } from "../timeline/nice-step.ts";
import type { Figure } from "./figure.ts";

export interface Scale {
  log: boolean;
  from: number;
  to: number;
  ticks: number[];
}

/** An axis round the values with whole ticks, from zero where that is near. */
export function linearScale(least: number, greatest: number, most: number): Scale {
  const low = least > 0 && least < 0.5 * greatest ? 0 : least;
  const span = greatest - low || Math.abs(greatest) || 1;
  const step = niceStep(span, most);
  const from = Math.floor(low / step + 1e-9) * step;
  const to = Math.max(from + step, Math.ceil(greatest / step - 1e-9) * step);
  const count = Math.round((to - from) / step);
  // Rounded to the step's own digits: 0.1 + 0.2 is to be 0.3.
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toFixed(Math.min(20, digits))));
  return { log: false, from, to, ticks };
}

export function logScale(values: readonly number[], most: number): Scale {
  const [from, to] = logLimits([values]);
  return { log: true, from, to, ticks: decades([from, to], most) };
}

/** All that a figure draws, the band's edges included. */
export function valuesOf({ curves }: Figure): number[] {
  return curves.flatMap(({ line, raw, band }) => [
    ...line.y,
    ...(raw?.y ?? []),
    ...(band?.low ?? []),
    ...(band?.high ?? []),
  ]);
}

/** From 0 at the axis' start to 1 at its end; what a logarithmic axis has no place for is at its start. */
export function shareOf({ log, from, to }: Scale, value: number): number {
  if (!log) return (value - from) / (to - from);
  return value <= from ? 0 : Math.log(value / from) / Math.log(to / from);
}
