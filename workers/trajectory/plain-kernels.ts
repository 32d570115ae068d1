/** The sweeps in plain TypeScript: what the others are tested against, and what runs where there are no others. */
import { augmentCost, surprisalOf } from "./augment-cost.ts";
import { backwardPass } from "./backward-pass.ts";
import { expectedCost } from "./expected-cost.ts";
import { forwardPass } from "./forward-pass.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import { klDivergence } from "./kl-divergence.ts";
import { policyBackwardPass } from "./policy-backward-pass.ts";

export const plainTrajectoryKernels: TrajectoryKernels = {
  scope: (work) => work(),
  place: (problem) => problem,
  surprisalOf,
  backwardPass: (cost, dynamics, dims) => backwardPass(augmentCost(cost), dynamics, dims),
  policyBackwardPass,
  forwardPass,
  klDivergence,
  expectedCost,
};
