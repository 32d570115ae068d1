import { describe, expect, it } from "vitest";
import { growthExponent, ratioSpread, spreadOf } from "./statistics.ts";

describe("spreadOf", () => {
  it("gives the middle and the quartiles, whatever the order", () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ lower: 2, median: 3, upper: 4 });
  });

  it("interpolates between neighbours", () => {
    expect(spreadOf([1, 2, 3, 4])).toEqual({ lower: 1.75, median: 2.5, upper: 3.25 });
  });

  it("takes a single number as all three", () => {
    expect(spreadOf([7])).toEqual({ lower: 7, median: 7, upper: 7 });
  });
});

describe("ratioSpread", () => {
  it("compares within rounds: a machine that slows down in the middle changes nothing", () => {
    const slowdown = [1, 1, 10, 10, 3];
    const a = slowdown.map((factor) => 6 * factor);
    const b = slowdown.map((factor) => 2 * factor);
    expect(ratioSpread(a, b)).toEqual({ lower: 3, median: 3, upper: 3 });
  });
});

describe("growthExponent", () => {
  it("finds the exponent of a power law", () => {
    const sizes = [10, 20, 40, 80];
    expect(
      growthExponent(
        sizes,
        sizes.map((n) => 3e-9 * n ** 2.5),
      ),
    ).toBeCloseTo(2.5, 10);
  });
});
