import { expect, it } from "vitest";
import { niceStep } from "./nice-step.ts";

it.each([
  [1, 5, 0.2],
  [0.03, 4, 0.01],
  [970, 6, 200],
])("steps of a span of %d in at most %d parts are %d", (span, most, step) => {
  expect(niceStep(span, most)).toBeCloseTo(step, 12);
});
