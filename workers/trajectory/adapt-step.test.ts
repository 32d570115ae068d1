import { describe, expect, it } from "vitest";
import { adaptStep } from "./adapt-step.ts";

const limits = { minFactor: 0.1, maxFactor: 5, minMultiplier: 0.01, maxMultiplier: 2 };

/** L(prev, prev) = 100 and the two improvements on it. */
const evidence = (predicted: number, actual: number) => ({
  previousUnderPrevious: 100,
  currentUnderPrevious: 100 - predicted,
  currentUnderCurrent: 100 - actual,
});

describe("adaptStep", () => {
  it("scales by pred / (2 (pred − act))", () => {
    // 10 predicted, 4 came: 10 / (2·6).
    expect(adaptStep(evidence(10, 4), 1, limits)).toBeCloseTo(10 / 12, 12);
    // Half of what was predicted leaves the step as it is.
    expect(adaptStep(evidence(10, 5), 0.7, limits)).toBeCloseTo(0.7, 12);
  });

  it("grows by the largest factor where the model was right or better", () => {
    expect(adaptStep(evidence(10, 10), 0.1, limits)).toBeCloseTo(0.5, 12);
    expect(adaptStep(evidence(10, 30), 0.1, limits)).toBeCloseTo(0.5, 12);
  });

  it("shrinks by the smallest factor where the cost rose far or no gain was predicted", () => {
    expect(adaptStep(evidence(1, -1000), 1, limits)).toBeCloseTo(0.1, 12);
    expect(adaptStep(evidence(-1, -2), 1, limits)).toBeCloseTo(0.1, 12);
  });

  it("stays within the multiplier's limits", () => {
    expect(adaptStep(evidence(10, 10), 1.5, limits)).toBe(2);
    expect(adaptStep(evidence(1, -1000), 0.02, limits)).toBe(0.01);
  });

  it("shrinks where a cost is not finite", () => {
    expect(adaptStep(evidence(10, -Infinity), 1, limits)).toBeCloseTo(0.1, 12);
    expect(adaptStep(evidence(10, Number.NaN), 1, limits)).toBeCloseTo(0.1, 12);
    expect(adaptStep(evidence(-Infinity, 1), 1, limits)).toBeCloseTo(0.1, 12);
  });
});
