/**
 * Time-varying linear-Gaussian dynamics from few rollouts (method section 2): per step t, the Gaussian of
 * z = [x_t; u_t; x_{t+1}] is estimated from N samples, with the mixture's prior or from the samples alone, and
 * conditioned on (x_t, u_t):
 *
 *   p(x_{t+1}|x_t,u_t) = N(f_xu [x; u] + f_c, F).
 */
import type { LinearDynamics } from "../trajectory/types.ts";
import type { DynamicsOptions, DynamicsResult } from "./kernels.ts";
import { emptyFactors, factorMixture, type MixtureFactors } from "./mixture-density.ts";
import { mixturePrior, mixturePriorWorkspace, type PriorStrengths } from "./mixture-prior.ts";
import { conditionGaussian, conditioningWorkspace, mapEstimate, type NormalInverseWishart } from "./niw.ts";
import { copyTransition } from "./transitions.ts";
import type { Mixture, RolloutBatch } from "./types.ts";

/** Added to the diagonal of every F, in squared units of the state: no fitted step is free of noise. */
export const noiseFloor = 1e-9;

export function allocateDynamics(T: number, dX: number, D: number): LinearDynamics {
  return {
    matrices: new Float64Array(T * dX * D),
    offsets: new Float64Array(T * dX),
    covariances: new Float64Array(T * dX * dX),
  };
}

/** The last step has no successor; its dynamics, which never matter, are those of the step before. */
export function repeatLastStep({ matrices, offsets, covariances }: LinearDynamics, T: number): void {
  if (T < 2) return;
  for (const values of [matrices, offsets, covariances]) {
    const size = values.length / T;
    values.copyWithin((T - 1) * size, (T - 2) * size, (T - 1) * size);
  }
}

/** Estimates the Gaussian of z at one step; false where its samples are not finite. */
function stepEstimator(
  batch: RolloutBatch,
  mixture: Mixture | null,
  factors: MixtureFactors,
  strengths: PriorStrengths,
) {
  const N = batch.samples;
  const Dz = 2 * batch.stateDim + batch.actionDim;
  const points = new Float64Array(N * Dz);
  const joint = { mean: new Float64Array(Dz), covariance: new Float64Array(Dz * Dz) };
  const scratch = { ones: new Float64Array(N).fill(1), d: new Float64Array(Dz) };
  const prior: NormalInverseWishart = {
    mean: new Float64Array(Dz),
    scatter: new Float64Array(Dz * Dz),
    meanStrength: strengths.mean,
    scatterStrength: strengths.scatter,
  };
  const workspace = mixture && mixturePriorWorkspace(mixture, N);
  const estimate = (t: number): boolean => {
    for (let i = 0; i < N; i++) copyTransition(batch, i, t, points, i * Dz);
    if (mixture && workspace && !mixturePrior(mixture, factors, points, N, prior, workspace)) return false;
    mapEstimate(points, N, mixture && prior, joint, scratch);
    return joint.mean.every(Number.isFinite) && joint.covariance.every(Number.isFinite);
  };
  return { joint, estimate };
}

/** Dynamics of all T steps; the batch holds one rollout at least. */
export function fitDynamics(batch: RolloutBatch, { prior, ridge, strengths }: DynamicsOptions): DynamicsResult {
  const { steps: T, stateDim: dX, actionDim: dU } = batch;
  const D = dX + dU;
  const factors = prior ? emptyFactors(prior.components, prior.dim) : emptyFactors(0, 0);
  if (prior && !factorMixture(prior, factors)) return { status: "not-positive-definite", step: 0 };
  const { joint, estimate } = stepEstimator(batch, prior, factors, strengths);
  const conditioning = conditioningWorkspace(D, dX);
  const dynamics = allocateDynamics(T, dX, D);
  const target = { ...dynamics, a0: 0, c0: 0, r0: 0 };
  for (let t = 0; t < T - 1; t++) {
    if (!estimate(t)) return { status: "not-finite", step: t };
    target.a0 = t * dX * D;
    target.c0 = t * dX;
    target.r0 = t * dX * dX;
    if (!conditionGaussian(joint, ridge, noiseFloor, target, conditioning)) {
      return { status: "not-positive-definite", step: t };
    }
  }
  repeatLastStep(dynamics, T);
  return { status: "ok", dynamics };
}
