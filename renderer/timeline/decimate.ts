/**
 * Thins a learning curve to what its width can show: of the iterations in one column of pixels only the extremes stay.
 *
 * Nothing that stands out is lost, every point that is left is one of the curve's own, and how much there is to draw
 * depends on the width alone.
 */
import type { Column, CurveColumns } from "./curves.ts";

/**
 * `curve`: accepted iterations in the mean and its band, rejected ones apart. Returns all of it while there are no more
 * iterations than pixels between the ends of the axis; else in each column of pixels the least and the greatest mean
 * and rejected point, with the band as wide there as it is anywhere in that column.
 */
export function decimated(curve: CurveColumns, [from, to]: readonly [number, number], pixels: number): CurveColumns {
  const [iterations] = curve;
  if (iterations.length <= pixels) return curve;
  const pixelOf = (row: number) => Math.floor(((iterations[row]! - from) / (to - from)) * pixels);
  const thin: CurveColumns = [[], [], [], [], []];
  for (let first = 0, end = 0; first < iterations.length; first = end) {
    while (end < iterations.length && pixelOf(end) === pixelOf(first)) end++;
    addPixel(thin, curve, first, end);
  }
  return thin;
}

/** Adds what stays of rows first…end − 1, which share a column of pixels. */
function addPixel(thin: CurveColumns, curve: CurveColumns, first: number, end: number): void {
  const [iterations, mean, low, high, rejected] = curve;
  const rows = new Set([...extremes(mean, first, end), ...extremes(rejected, first, end)]);
  const bottom = extremes(low, first, end)[0];
  const top = extremes(high, first, end)[1];
  for (const row of [...rows].sort((a, b) => a - b)) {
    thin[0].push(iterations[row]!);
    thin[1].push(mean[row]!);
    thin[2].push(mean[row] === null ? null : low[bottom ?? row]!);
    thin[3].push(mean[row] === null ? null : high[top ?? row]!);
    thin[4].push(rejected[row]!);
  }
}

/** Rows of the least and of the greatest value among first…end − 1; none where all are null. */
function extremes(column: Column, first: number, end: number): [least: number, greatest: number] | [] {
  let least = -1;
  let greatest = -1;
  for (let row = first; row < end; row++) {
    const value = column[row];
    if (value === null) continue;
    if (least < 0 || value! < column[least]!) least = row;
    if (greatest < 0 || value! > column[greatest]!) greatest = row;
  }
  return least < 0 ? [] : [least, greatest];
}
