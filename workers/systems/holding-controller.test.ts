import { expect, it } from "vitest";
import { holdingController } from "./holding-controller.ts";

it("pulls each driven joint back to its posture and damps it", () => {
  const { gains, offsets, covariances } = holdingController({
    steps: 2,
    posture: [0.5, -1, 2],
    joints: [0, 2],
    proportional: 5,
    derivative: 1,
    noise: 3,
  });
  const state = [0.7, 9, 1.5, 0.1, 9, -0.2];
  for (const t of [0, 1]) {
    const u = [0, 1].map((i) => {
      const row = gains.subarray((t * 2 + i) * 6, (t * 2 + i + 1) * 6);
      return offsets[t * 2 + i] + row.reduce((sum, k, j) => sum + k * state[j], 0);
    });
    expect(u[0]).toBeCloseTo(-5 * 0.2 - 0.1, 12);
    expect(u[1]).toBeCloseTo(-5 * -0.5 + 0.2, 12);
    expect([...covariances.subarray(4 * t, 4 * t + 4)]).toEqual([9, 0, 0, 9]);
  }
});
