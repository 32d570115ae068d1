/** A quantity over time: of one sample or of the mean of all, with the band of all of them. */
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { companions } from "../scene/mean.ts";

export interface Series {
  /** Unique within its track. */
  name: string;
  /** What it is, with its formula or symbol. */
  tooltip: string;
  /** [T] */
  values: ArrayLike<number>;
  /** Least and greatest over the samples at each step; null where there is but one. */
  band: { low: Float64Array; high: Float64Array } | null;
  /** Between which the quantity is kept; null without limits. */
  limits: readonly [number, number] | null;
}

/** Arrays of the samples that are compared, and of the chosen one; null for their mean. */
export interface Among {
  arrays: readonly Float32Array[];
  chosen: Float32Array | null;
}

/** `arrays`: of each rollout. */
export function among(
  rollouts: readonly RolloutDrawing[],
  arrays: readonly Float32Array[],
  choice: "mean" | number,
): Among {
  return {
    arrays: companions(rollouts, choice).flatMap((i) => arrays[i] ?? []),
    chosen: choice === "mean" ? null : (arrays[choice] ?? null),
  };
}

/** Column `at` of arrays [T, width]: of the chosen one, else their mean, with the band of all. */
export function seriesOf(name: string, tooltip: string, { arrays, chosen }: Among, at: number, width: number): Series {
  const steps = Math.floor((chosen ?? arrays[0] ?? []).length / width);
  const values = new Float64Array(steps);
  const low = new Float64Array(steps).fill(Infinity);
  const high = new Float64Array(steps).fill(-Infinity);
  for (let t = 0; t < steps; t++) {
    let sum = 0;
    for (const array of arrays) {
      const value = array[t * width + at]!;
      sum += value;
      if (value < low[t]!) low[t] = value;
      if (value > high[t]!) high[t] = value;
    }
    values[t] = chosen ? chosen[t * width + at]! : sum / arrays.length;
  }
  return { name, tooltip, values, band: arrays.length > 1 ? { low, high } : null, limits: null };
}
