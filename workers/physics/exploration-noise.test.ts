import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { explorationNoise } from "./exploration-noise.ts";

describe("exploration noise", () => {
  const steps = 40;
  const draws = 4000;
  const samples = (smoothing: number) => {
    const stream = streamFromSeed(7);
    return Array.from({ length: draws }, () => explorationNoise(stream, steps, 1, smoothing));
  };
  const product = (noise: Float64Array[], a: number, b: number) =>
    noise.reduce((sum, row) => sum + row[a] * row[b], 0) / noise.length;

  it("has unit variance at every step, the first and the last included", () => {
    const noise = samples(2);
    for (const t of [0, 1, 7, 20, steps - 1]) expect(product(noise, t, t)).toBeCloseTo(1, 0.9);
  });

  it("is correlated over time as the kernel says: exp(-lag²/4σ²)", () => {
    const noise = samples(2);
    for (const lag of [1, 2, 4]) expect(product(noise, 20, 20 + lag)).toBeCloseTo(Math.exp(-(lag ** 2) / 16), 1);
  });

  it("is white without smoothing", () => {
    const noise = samples(0);
    expect(Math.abs(product(noise, 10, 11))).toBeLessThan(0.06);
  });

  it("gives the same numbers for the same stream", () => {
    expect(explorationNoise(streamFromSeed(3), 10, 2, 2)).toEqual(explorationNoise(streamFromSeed(3), 10, 2, 2));
  });
});
