/**
 * Least and greatest value of any part of a long series, in a few looks: the extremes of blocks of 16 values, of 16 of
 * those blocks, and so on, are kept.
 */

export const FACTOR = 16;

interface Level {
  low: Float64Array;
  high: Float64Array;
}

export class Extremes {
  readonly values: ArrayLike<number>;
  private readonly levels: Level[] = [];

  /** Of values that may hold NaN where there is nothing. */
  constructor(values: ArrayLike<number>) {
    this.values = values;
    let below: { low: ArrayLike<number>; high: ArrayLike<number> } = { low: values, high: values };
    while (below.low.length > FACTOR) {
      const level = levelOver(below);
      this.levels.push(level);
      below = level;
    }
  }

  /** Of the values from…to − 1, [Infinity, −Infinity] where there is none. */
  between(from: number, to: number): [low: number, high: number] {
    let low = Infinity;
    let high = -Infinity;
    const end = Math.min(to, this.values.length);
    for (let at = Math.max(0, from); at < end; ) {
      // The largest block that begins here and ends in time; depth 0 is a single value.
      let depth = 0;
      let length = 1;
      while (depth < this.levels.length && at % (length * FACTOR) === 0 && at + length * FACTOR <= end) {
        depth++;
        length *= FACTOR;
      }
      const least = depth === 0 ? this.values[at]! : this.levels[depth - 1]!.low[at / length]!;
      const greatest = depth === 0 ? least : this.levels[depth - 1]!.high[at / length]!;
      if (least < low) low = least;
      if (greatest > high) high = greatest;
      at += length;
    }
    return [low, high];
  }
}

function levelOver({ low, high }: { low: ArrayLike<number>; high: ArrayLike<number> }): Level {
  const count = Math.ceil(low.length / FACTOR);
  const level = { low: new Float64Array(count).fill(Infinity), high: new Float64Array(count).fill(-Infinity) };
  for (let i = 0; i < low.length; i++) {
    const block = Math.floor(i / FACTOR);
    if (low[i]! < level.low[block]!) level.low[block] = low[i]!;
    if (high[i]! > level.high[block]!) level.high[block] = high[i]!;
  }
  return level;
}
