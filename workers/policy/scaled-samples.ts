/**
 * Lessons in the units of a policy's network: õ = (o − m)/s in, (target − a)/b out, precisions b ∘ W ∘ b, so that the loss
 * is that of section 4. It is divided by `unit`, the sum of the precisions' mean eigenvalues, which makes it half a mean
 * squared error in scaled actions: only then do the tolerances of L-BFGS mean the same in every task, at every λ.
 */
import type { GaussianPolicy } from "./gaussian-policy.ts";
import type { Lessons } from "./lessons.ts";
import type { PolicySamples } from "./loss.ts";
import { whitened } from "./policy-mean.ts";

export interface ScaledSamples {
  samples: PolicySamples;
  /** The loss of the samples times this is in nat. */
  unit: number;
}

export function scaledSamples(policy: GaussianPolicy, lessons: Lessons): ScaledSamples {
  const { offset: a, scale: b } = policy.scaling;
  const { count, groups, actionDim: dU } = lessons;
  const targets = lessons.targets.map((u, i) => (u - a[i % dU]) / b[i % dU]);
  const precisions = lessons.precisions.map((w, i) => b[Math.floor(i / dU) % dU] * w * b[i % dU]);
  let trace = 0;
  for (const group of groups) for (let j = 0; j < dU; j++) trace += precisions[(group * dU + j) * dU + j];
  // Where no sample has a weight any unit will do.
  const unit = trace > 0 ? trace / dU : 1;
  for (let i = 0; i < precisions.length; i++) precisions[i] /= unit;
  return { samples: { count, inputs: whitened(policy, count, lessons.states), targets, groups, precisions }, unit };
}
