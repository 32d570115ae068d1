/** Learning curves as columns for a chart. */
import type { Iteration } from "../../main/engine/api.ts";
import { type Range, within } from "../app/ranges.ts";

export type Column = (number | null)[];

/**
 * Iteration, mean, mean − std and mean + std as far as there can be such values, mean of the iterations whose controller was rejected; null where every
 * rollout diverged and where it does not apply.
 */
export type CurveColumns = [number[], Column, Column, Column, Column];

export function curveColumns(
  iterations: readonly Iteration[],
  quantity: (iteration: Iteration) => readonly [mean: number | null, std: number | null],
  range: Range,
): CurveColumns {
  const columns: CurveColumns = [[], [], [], [], []];
  for (const iteration of iterations) {
    const [mean, std] = quantity(iteration);
    columns[0].push(iteration.iteration);
    columns[1].push(mean);
    columns[2].push(mean === null ? null : within(range, mean - (std ?? 0)));
    columns[3].push(mean === null ? null : within(range, mean + (std ?? 0)));
    columns[4].push(iteration.accepted ? null : mean);
  }
  return columns;
}

/** The line and its band go through accepted iterations only: a rejected controller is no step of the learning. */
export function acceptedOnly([iterations, mean, low, high, rejected]: CurveColumns): CurveColumns {
  const masked = (column: Column) => column.map((value, i) => (rejected[i] === null ? value : null));
  return [iterations, masked(mean), masked(low), masked(high), rejected];
}

/** A logarithmic axis has no place for what is not positive: the band then reaches to the axis' foot. */
export function forLogAxis(columns: CurveColumns, foot: number): CurveColumns {
  const raised = (column: Column) => column.map((value) => (value === null ? null : Math.max(value, foot)));
  return [columns[0], raised(columns[1]), raised(columns[2]), raised(columns[3]), raised(columns[4])];
}

/** The iteration that is nearest to a place on the axis; null without iterations. */
export function nearestIteration(iterations: readonly number[], place: number): number | null {
  let nearest: number | null = null;
  for (const iteration of iterations)
    if (nearest === null || Math.abs(iteration - place) < Math.abs(nearest - place)) nearest = iteration;
  return nearest;
}

/** A plan of no more iterations is shown whole from the first one on. */
const SHORT_PLAN = 50;

/** The last iteration on the axis: of a long plan as much as the curve fills to a part that can be read, else all of it. */
export function axisEnd(done: number, planned: number): number {
  if (planned <= SHORT_PLAN) return Math.max(planned, done);
  let end = SHORT_PLAN;
  while (end < 2 * done) end *= 2;
  return Math.max(done, Math.min(planned, end));
}
