/**
 * Time-varying linear-Gaussian conditionals from few samples (method section 2): per step t, the Gaussian of z = [a; b] is
 * estimated from N samples, with the mixture's prior or from the samples alone, and conditioned on a:
 *
 *   p(b|a) = N(A a + c, R).
 */
import type { RegressionOptions, RegressionResult } from "./kernels.ts";
import { emptyFactors, factorMixture, type MixtureFactors } from "./mixture-density.ts";
import { mixturePrior, mixturePriorWorkspace, type PriorStrengths } from "./mixture-prior.ts";
import { conditionGaussian, conditioningWorkspace, mapEstimate, type NormalInverseWishart } from "./niw.ts";
import type { StepPoints } from "./points.ts";
import type { Conditionals, Mixture } from "./types.ts";

export function allocateConditionals(steps: number, dA: number, dB: number): Conditionals {
  return {
    matrices: new Float64Array(steps * dB * dA),
    offsets: new Float64Array(steps * dB),
    covariances: new Float64Array(steps * dB * dB),
  };
}

/** Estimates the Gaussian of z at one step; false where its samples are not finite. */
function stepEstimator(
  source: StepPoints,
  mixture: Mixture | null,
  factors: MixtureFactors,
  strengths: PriorStrengths,
) {
  const N = source.samples;
  const D = source.givenDim + source.explainedDim;
  const points = new Float64Array(N * D);
  const joint = { mean: new Float64Array(D), covariance: new Float64Array(D * D) };
  const scratch = { ones: new Float64Array(N).fill(1), d: new Float64Array(D) };
  const prior: NormalInverseWishart = {
    mean: new Float64Array(D),
    scatter: new Float64Array(D * D),
    meanStrength: strengths.mean,
    scatterStrength: strengths.scatter,
  };
  const workspace = mixture && mixturePriorWorkspace(mixture, N);
  const estimate = (t: number): boolean => {
    for (let i = 0; i < N; i++) source.copyPoint(i, t, points, i * D);
    if (mixture && workspace && !mixturePrior(mixture, factors, points, N, prior, workspace)) return false;
    mapEstimate(points, N, mixture && prior, joint, scratch);
    return joint.mean.every(Number.isFinite) && joint.covariance.every(Number.isFinite);
  };
  return { joint, estimate };
}

/** The conditionals of all steps; the source holds one sample at least. */
export function fitConditionals(
  source: StepPoints,
  { prior, ridge, floor, strengths }: RegressionOptions,
): RegressionResult {
  const { steps, givenDim: dA, explainedDim: dB } = source;
  const factors = prior ? emptyFactors(prior.components, prior.dim) : emptyFactors(0, 0);
  if (prior && !factorMixture(prior, factors)) return { status: "not-positive-definite", step: 0 };
  const { joint, estimate } = stepEstimator(source, prior, factors, strengths);
  const conditioning = conditioningWorkspace(dA, dB);
  const conditionals = allocateConditionals(steps, dA, dB);
  const target = { ...conditionals, a0: 0, c0: 0, r0: 0 };
  for (let t = 0; t < steps; t++) {
    if (!estimate(t)) return { status: "not-finite", step: t };
    target.a0 = t * dB * dA;
    target.c0 = t * dB;
    target.r0 = t * dB * dB;
    if (!conditionGaussian(joint, ridge, floor, target, conditioning)) {
      return { status: "not-positive-definite", step: t };
    }
  }
  return { status: "ok", conditionals };
}
