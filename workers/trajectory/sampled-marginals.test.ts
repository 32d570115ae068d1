import { expect, it } from "vitest";
import { sampledMarginals } from "./sampled-marginals.ts";

it("are the mean and covariance over the samples at each step", () => {
  // Two rollouts of two steps with one state and one action.
  const batch = {
    states: Float64Array.of(1, 10, 3, 14),
    actions: Float64Array.of(0, 5, 4, 5),
    ...{ samples: 2, steps: 2, stateDim: 1, actionDim: 1 },
  };
  const { means, covariances } = sampledMarginals(batch);
  expect([...means]).toEqual([2, 2, 12, 5]);
  expect([...covariances]).toEqual([1, 2, 2, 4, 4, 0, 0, 0]);
});
