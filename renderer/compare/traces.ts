/** Curves of one run: a quantity over iterations, rollouts or wall time; smoothed; and many of them folded into one. */
import type { Iteration } from "../../main/engine/api.ts";
import { spreadOf } from "../library/spread.ts";
import type { Quantity } from "./quantities.ts";

/** x ascends; both have the same length. */
export interface Trace {
  x: number[];
  y: number[];
}

export type Across = "iteration" | "rollouts" | "seconds";

/** What does not exist, and what was taken back, leaves no point. */
export function traceOf(iterations: readonly Iteration[], { value, ofController }: Quantity, across: Across): Trace {
  const trace: Trace = { x: [], y: [] };
  let seconds = 0;
  for (const iteration of iterations) {
    seconds += iteration.seconds;
    const y = value(iteration);
    if (y === null || (ofController && !iteration.accepted)) continue;
    trace.x.push(across === "seconds" ? seconds : iteration[across]);
    trace.y.push(y);
  }
  return trace;
}

/**
 * Exponential moving average without the pull of its start:
 *
 *   m_i = w m_{i−1} + (1 − w) y_i,   ŷ_i = m_i / (1 − w^i)
 */
export function smoothed({ x, y }: Trace, weight: number): Trace {
  let m = 0;
  return {
    x,
    y: y.map((value, i) => {
      m = weight * m + (1 - weight) * value;
      return m / (1 - weight ** (i + 1));
    }),
  };
}

/** The mean of several curves, with the edges of their band. */
export interface Fold {
  x: number[];
  mean: number[];
  low: number[];
  high: number[];
}

/**
 * Over all x that every curve spans, straight between its points: mean and band are of the same curves throughout. The
 * band is mean ± standard deviation, or from the least to the greatest.
 */
export function folded(traces: readonly Trace[], band: "std" | "range"): Fold {
  const curves = traces.filter(({ x }) => x.length > 0);
  const from = Math.max(...curves.map(({ x }) => x[0]!));
  const to = Math.min(...curves.map(({ x }) => x.at(-1)!));
  const all = [...new Set(curves.flatMap(({ x }) => x))].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
  const fold: Fold = { x: all, mean: [], low: [], high: [] };
  const places = curves.map(() => 0);
  for (const x of all) {
    const values = curves.map((curve, i) => {
      while (curve.x[places[i]! + 1]! <= x) places[i]!++;
      return between(curve, places[i]!, x);
    });
    const { mean, std, least, greatest } = spreadOf(values)!;
    fold.mean.push(mean);
    fold.low.push(band === "std" ? mean - (std ?? 0) : least);
    fold.high.push(band === "std" ? mean + (std ?? 0) : greatest);
  }
  return fold;
}

/** Value at x on the straight line from point i to the next. */
export function between({ x, y }: Trace, i: number, at: number): number {
  if (at === x[i] || i + 1 >= x.length) return y[i]!;
  const share = (at - x[i]!) / (x[i + 1]! - x[i]!);
  return y[i]! + share * (y[i + 1]! - y[i]!);
}
