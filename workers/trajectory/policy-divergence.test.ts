import { expect, it } from "vitest";
import type { LinearGaussianController } from "../trainer-api.ts";
import { plainTrajectoryKernels as plain } from "./plain-kernels.ts";
import { policyDivergence } from "./policy-divergence.ts";
import { gaussianDivergence, randomController, randomPolicy, randomProblem } from "./test-problems.ts";
import type { Marginals } from "./types.ts";

const dims = { steps: 4, stateDim: 3, actionDim: 2 };
const [dX, D] = [dims.stateDim, dims.stateDim + dims.actionDim];
const problem = randomProblem(dims, 21);
const controller = randomController(dims, 22);

/** The joint Gaussian of [x_t; u_t] where x_t is distributed as in `visited` and u_t as a controller has it. */
function jointOf(acting: LinearGaussianController, t: number, { means, covariances }: Marginals) {
  const block = Float64Array.from({ length: dX * dX }, (_, i) => {
    return covariances[(t * D + Math.floor(i / dX)) * D + (i % dX)];
  });
  const row = (values: Float64Array) =>
    values.slice((t * values.length) / dims.steps, ((t + 1) * values.length) / dims.steps);
  const { gains, offsets, covariances: C } = acting;
  const first = { gains: row(gains), offsets: row(offsets), covariances: row(C) };
  const initial = { mean: means.slice(t * D, t * D + dX), covariance: block };
  const forward = plain.forwardPass(first, problem.dynamics, initial, { ...dims, steps: 1 });
  if (forward.status !== "ok") throw new Error(forward.status);
  return { mean: forward.marginals.means, covariance: forward.marginals.covariances };
}

it.each(["appendix", "reverse"] as const)("is the divergence of the joint Gaussians, %s direction", (direction) => {
  const policy = randomPolicy(dims, 23, direction);
  const forward = plain.forwardPass(controller, problem.dynamics, problem.initial, dims);
  if (forward.status !== "ok") throw new Error(forward.status);
  const divergence = policyDivergence(controller, policy, forward.marginals, dims, plain);
  if (divergence.status !== "ok") throw new Error(divergence.status);
  for (let t = 0; t < dims.steps; t++) {
    const [p, pi] = [controller, policy].map((acting) => jointOf(acting, t, forward.marginals));
    const expected = direction === "appendix" ? gaussianDivergence(pi, p) : gaussianDivergence(p, pi);
    expect(divergence.perStep[t]).toBeCloseTo(expected, 9);
  }
});
