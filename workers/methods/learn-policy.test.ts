import { describe, expect, it } from "vitest";
import { leading } from "./learn-policy.ts";

describe("leading", () => {
  const weights = Float64Array.of(1, 1, 2);

  it("leaves the weights as they are where nobody leads", () => {
    expect(leading(weights, 1, 15)).toBe(weights);
  });

  it("counts the first condition more at first, and less and less later", () => {
    const led = leading(weights, 101, 1);
    expect(led[0]).toBe(101);
    expect(led[1]).toBeCloseTo(1 + 100 / Math.E, 12);
    expect(led[2]).toBeCloseTo(2 * (1 + 100 / Math.E ** 2), 12);
  });
});
