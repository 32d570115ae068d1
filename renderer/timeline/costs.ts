/** Cost terms over time, as columns for a chart. */

/** costs: [T, L]. The first row whose terms add up to the most; 0 where there is none. */
export function worstRow(costs: Float32Array, terms: number): number {
  let worst = 0;
  let most = -Infinity;
  for (let t = 0; (t + 1) * terms <= costs.length; t++) {
    let total = 0;
    for (let l = 0; l < terms; l++) total += costs[t * terms + l]!;
    if (total > most) [worst, most] = [t, total];
  }
  return worst;
}

/** Smallest positive value and largest value of some columns; null when nothing is positive. */
function positiveRange(columns: readonly ArrayLike<number>[]): [number, number] | null {
  let low = Infinity;
  let high = 0;
  for (const column of columns)
    for (let i = 0; i < column.length; i++) {
      const value = column[i]!;
      if (value > 0) low = Math.min(low, value);
      if (value > high && value < Infinity) high = value;
    }
  return high > 0 ? [low, high] : null;
}

/** The powers of ten between limits, thinned to at most `most`. */
export function decades([low, high]: readonly [number, number], most: number): number[] {
  const first = Math.round(Math.log10(low));
  const count = Math.round(Math.log10(high)) - first + 1;
  const stride = Math.max(1, Math.ceil((count - 1) / Math.max(1, most - 1)));
  // From the top down: the largest value is what is looked for first.
  return Array.from({ length: Math.ceil(count / stride) }, (_, i) => 10 ** (first + count - 1 - i * stride)).reverse();
}

/** At most this many powers of ten below the maximum are worth room on a logarithmic axis. */
const DECADES = 6;

/** Limits of a logarithmic axis: whole powers of ten round the values. */
export function logLimits(columns: readonly ArrayLike<number>[]): [number, number] {
  const range = positiveRange(columns);
  if (!range) return [0.1, 1];
  const top = Math.ceil(Math.log10(range[1]) + 1e-9);
  const bottom = Math.max(Math.floor(Math.log10(range[0]) - 1e-9), top - DECADES);
  return [10 ** bottom, 10 ** top];
}
