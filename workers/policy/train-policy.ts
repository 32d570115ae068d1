/**
 * The policy step of an iteration (method section 4): mean and covariance from the lessons, the mean starting from the last
 * policy's. Since Σ does not enter the mean's loss nor μ the covariance's, they are fitted one after the other.
 */
import type { PolicyOptions } from "./config.ts";
import { constantCovariance } from "./constant-covariance.ts";
import { fitDeviations } from "./deviations.ts";
import type { GaussianPolicy } from "./gaussian-policy.ts";
import type { NetworkKernels, Precision } from "./kernels.ts";
import type { MinimiseStatus } from "./lbfgs.ts";
import type { Lessons } from "./lessons.ts";
import { type PolicyObjective, policyObjective } from "./objective.ts";
import { scaledSamples } from "./scaled-samples.ts";
import { fitNetwork } from "./train.ts";

/** A fifth of the evaluations at least is left for doubles. */
const polishShare = 0.2;
/** Of a loss that is half a mean squared error in scaled actions. */
const tolerances = { gradientTolerance: 1e-6, valueTolerance: 1e-7 };
/** Rounding errors of the deviations' loss, in doubles. */
const rounding = 1e-15;

export interface TrainingReport {
  samples: number;
  before: PolicyObjective;
  after: PolicyObjective;
  /** What of the objective the mean is left with: ½ Σ_i r_iᵀ W_i r_i [nat]. */
  mismatch: number;
  /** Why the mean's minimisation ended. */
  end: MinimiseStatus;
  /** Of the mean's loss and of the deviations'. */
  evaluations: Record<Precision | "deviations", number>;
}

/** "no-weight": there is no lesson, or none with λ > 0; "not-finite": the loss at the start is not. */
export type TrainingResult =
  | { status: "ok"; policy: GaussianPolicy; report: TrainingReport }
  | { status: "no-weight" | "not-finite" };

export function trainPolicy(
  policy: GaussianPolicy,
  lessons: Lessons,
  options: PolicyOptions,
  kernels: NetworkKernels,
): TrainingResult {
  const covariance = constantCovariance(lessons);
  if (covariance === null) return { status: "no-weight" };
  const { samples, unit } = scaledSamples(policy, lessons);
  const { shape, parameters } = policy.network;
  const { minimum, evaluations } = fitNetwork(kernels, shape, samples, parameters, {
    ...tolerances,
    precision: options.policyPrecision,
    history: options.policyHistory,
    maxEvaluations: options.policyEvaluations,
    polishEvaluations: Math.ceil(polishShare * options.policyEvaluations),
  });
  const spread = trainDeviations(policy, lessons, samples.inputs, options);
  if (minimum.status === "not-finite" || spread?.status === "not-finite") return { status: "not-finite" };
  const trained: GaussianPolicy = {
    ...policy,
    network: { shape, parameters: minimum.x },
    covariance,
    deviations: policy.deviations && spread && { shape: policy.deviations.shape, parameters: spread.x },
  };
  const report: TrainingReport = {
    samples: lessons.count,
    before: policyObjective(policy, lessons),
    after: policyObjective(trained, lessons),
    mismatch: unit * minimum.value,
    end: minimum.status,
    evaluations: { ...evaluations, deviations: spread?.evaluations ?? 0 },
  };
  return { status: "ok", policy: trained, report };
}

function trainDeviations(
  { deviations }: GaussianPolicy,
  lessons: Lessons,
  inputs: Float64Array,
  options: PolicyOptions,
) {
  if (deviations === null) return null;
  return fitDeviations(deviations.shape, inputs, lessons, deviations.parameters, {
    ...tolerances,
    rounding,
    history: options.policyHistory,
    maxEvaluations: options.policyEvaluations,
  });
}
