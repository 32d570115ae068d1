import fc from "fast-check";
import { expect, it } from "vitest";
import { tickText, timeTicks } from "./time-ticks.ts";

it.each([
  [[0, 8], 360, [0, 2, 4, 6, 8]],
  [[0, 8], 500, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  [[0.11, 0.42], 250, [0.2, 0.3, 0.4]],
  [[0, 0], 500, [0]],
] as const)("over %j in %d pixels stand %j", (span, pixels, ticks) => {
  expect(timeTicks(span, pixels)).toEqual(ticks);
});

it("have room for their labels, and lie within what is shown", () => {
  const spans = fc.record({
    from: fc.double({ min: 0, max: 100, noNaN: true }),
    length: fc.double({ min: 0.01, max: 100, noNaN: true }),
    pixels: fc.integer({ min: 80, max: 4000 }),
  });
  fc.assert(
    fc.property(spans, ({ from, length, pixels }) => {
      const ticks = timeTicks([from, from + length], pixels);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(from - 1e-6);
        expect(tick).toBeLessThanOrEqual(from + length + 1e-6);
      }
      const [first, second] = ticks;
      if (second !== undefined) expect(((second - first!) / length) * pixels).toBeGreaterThanOrEqual(55);
    }),
  );
});

it("say seconds without rounding's digits", () => {
  expect(tickText(timeTicks([0, 0.7], 500)[3]!)).toBe("0.3 s");
});
