import { describe, expect, it } from "vitest";
import { collectPoints, type PointRows } from "./points.ts";
import { transitionsOf } from "./transitions.ts";
import type { RolloutBatch } from "./types.ts";

/** States 100·n + t and actions −(100·n + t), so that every number says where it comes from. */
function numbered(samples: number, steps: number): RolloutBatch {
  const states = Float64Array.from({ length: samples * steps }, (_, i) => 100 * Math.floor(i / steps) + (i % steps));
  return { states, actions: states.map((value) => -value), samples, steps, stateDim: 1, actionDim: 1 };
}

function rowsOf({ data, count, dim }: PointRows): number[][] {
  return Array.from({ length: count }, (_, i) => [...data.slice(i * dim, (i + 1) * dim)]);
}

describe("collectPoints", () => {
  it("takes the transitions [x_t; u_t; x_{t+1}] of every step but the last", () => {
    expect(rowsOf(collectPoints([numbered(2, 3)].map(transitionsOf), 1))).toEqual([
      [0, -0, 1],
      [1, -1, 2],
      [100, -100, 101],
      [101, -101, 102],
    ]);
  });

  it("strides from another phase in every rollout, through all sources", () => {
    const starts = rowsOf(collectPoints([numbered(3, 6), numbered(1, 4)].map(transitionsOf), 2)).map((row) => row[0]);
    expect(starts).toEqual([0, 2, 4, 101, 103, 200, 202, 204, 0, 2]);
  });

  it("takes nothing where the stride's phase lies behind the end", () => {
    expect(rowsOf(collectPoints([numbered(3, 2)].map(transitionsOf), 5))).toEqual([[0, -0, 1]]);
  });
});
