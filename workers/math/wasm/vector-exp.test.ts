import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../random.ts";
import { openRuntime } from "./runtime.ts";
import { supportedVariants } from "./variants.ts";

describe.each(supportedVariants())("exponentials, %s", (variant) => {
  const { arena, kernels } = openRuntime(variant);

  function exponentials(values: readonly number[]): number[] {
    return arena.scope(() => {
      const x = arena.place(Float64Array.from(values));
      const out = arena.float64(values.length);
      kernels.exponentials(values.length, arena.addressOf(x), arena.addressOf(out));
      return [...out];
    });
  }

  it("are e^x to two units in the last place", () => {
    const { uniform } = streamFromSeed(1);
    const x = Array.from({ length: 20_000 }, (_, i) => (i % 2 ? 1416 * (uniform() - 0.5) : 2 * (uniform() - 0.5)));
    for (const [i, value] of exponentials(x).entries()) {
      const truth = Math.exp(x[i]);
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(2 * 2 ** -52 * truth);
    }
  });

  it("are exact where they are round, and end at zero and infinity", () => {
    const x = [0, -0, -800, 710, -1e300, 1e300, -Infinity, Infinity, Number.NaN, -709];
    expect(exponentials(x)).toEqual([1, 1, 0, Infinity, 0, Infinity, 0, Infinity, Number.NaN, 0]);
  });
});
