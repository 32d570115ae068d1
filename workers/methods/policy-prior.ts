/**
 * The mixture over (x, μ(x)) that a policy is linearised with (method section 3), from iteration to iteration. What is
 * remembered of recent iterations are states only: the policy has changed since, and is asked anew what it does there.
 */
import type { MixtureKernels } from "../dynamics/kernels.ts";
import type { Mixture } from "../dynamics/mixture.ts";
import { collectPoints, type StepPoints } from "../dynamics/points.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { concatenate, copy } from "../math/vector.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { policyMean } from "../policy/policy-mean.ts";
import { type MixtureOptions, refitMixture } from "./mixture-memory.ts";

export interface PolicyPrior {
  mixture: Mixture | null;
  /** [n, dX] states of recent iterations, oldest first. */
  window: Float64Array[];
}

export const emptyPolicyPrior: PolicyPrior = { mixture: null, window: [] };

/**
 * @param batches an iteration's rollouts, of every condition: they share the policy, and so its mixture
 * @param random state of a stream for the initialisation of new components
 */
export function updatePolicyPrior(
  prior: PolicyPrior,
  policy: GaussianPolicy,
  batches: readonly RolloutBatch[],
  random: readonly number[],
  options: MixtureOptions,
  kernels: MixtureKernels,
): { status: "ok"; prior: PolicyPrior } | { status: "failed"; reason: string } {
  const { data: fresh, dim: dX } = collectPoints(batches.map(statesOf), options.mixtureStride);
  const window = [...prior.window, fresh].slice(-options.mixtureWindow);
  const points = withActions(policy, concatenate(window), dX);
  const dim = dX + policy.scaling.offset.length;
  const fitted = refitMixture(prior.mixture, points, dim, random, options, kernels);
  if (fitted.status !== "ok")
    return { status: "failed", reason: `the mixture of the policy's actions is ${fitted.status.replaceAll("-", " ")}` };
  return { status: "ok", prior: { mixture: fitted.mixture, window } };
}

function statesOf({ states, samples, steps, stateDim: dX }: RolloutBatch): StepPoints {
  return {
    samples,
    steps,
    givenDim: dX,
    explainedDim: 0,
    copyPoint: (sample, t, target, offset) => copy(dX, states, (sample * steps + t) * dX, target, offset),
  };
}

/** [n, dX + dU] from states: [n, dX]. */
function withActions(policy: GaussianPolicy, states: Float64Array, dX: number): Float64Array {
  const n = states.length / dX;
  const means = policyMean(policy, n, states);
  const dU = policy.scaling.offset.length;
  const points = new Float64Array(n * (dX + dU));
  for (let i = 0; i < n; i++) {
    copy(dX, states, i * dX, points, i * (dX + dU));
    copy(dU, means, i * dU, points, i * (dX + dU) + dX);
  }
  return points;
}
