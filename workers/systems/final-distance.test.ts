import { expect, it } from "vitest";
import { finalDistance } from "./final-distance.ts";

it("averages the distance over the last steps of the trace only", () => {
  const tips = Float64Array.from([9, 9, 9, 3, 0, 4, 0, 0, 1, 7, 7, 7]);
  const goal = new Float64Array(3);
  const trace = { steps: 3, horizon: 4, states: new Float64Array(0), tips, goal };
  expect(finalDistance(trace, 2)).toBeCloseTo((5 + 1) / 2, 12);
  expect(finalDistance({ ...trace, steps: 1, goal: Float64Array.of(9, 9, 9) }, 10)).toBe(0);
});
