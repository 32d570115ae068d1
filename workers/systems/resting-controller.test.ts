import { expect, it } from "vitest";
import { restingController } from "./resting-controller.ts";

it("acts with the same mean and noise in every step and every state", () => {
  const { gains, offsets, covariances } = restingController({ steps: 3, stateDim: 4, mean: [0.1, -2], noise: 3 });
  expect(gains).toEqual(new Float64Array(3 * 2 * 4));
  expect([...offsets]).toEqual([0.1, -2, 0.1, -2, 0.1, -2]);
  for (let t = 0; t < 3; t++) expect([...covariances.subarray(4 * t, 4 * t + 4)]).toEqual([9, 0, 0, 9]);
});
