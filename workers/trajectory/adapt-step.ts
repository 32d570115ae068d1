/**
 * Adaptation of the KL step from iteration to iteration (method section 1). With L(a, b) the expected cost of
 * controller a under model b, the improvement is taken to be a parabola of the step,
 *
 *   pred = L(prev, prev) − L(cur, prev)        act = L(prev, prev) − L(cur, cur)
 *   multiplier ← multiplier · pred / (2 max(1e-4, pred − act)),
 *
 * with the factor and the multiplier clipped.
 */

export interface StepEvidence {
  /** L(prev, prev): the previous controller under the previous model. */
  previousUnderPrevious: number;
  /** L(cur, prev): the current controller under the previous model. */
  currentUnderPrevious: number;
  /** L(cur, cur): the current controller under the current model. */
  currentUnderCurrent: number;
}

export interface StepLimits {
  minMultiplier: number;
  maxMultiplier: number;
  minFactor: number;
  maxFactor: number;
}

const smallestGap = 1e-4;

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** The next multiplier of the KL step. Where a cost is not finite the model is worthless, and the step shrinks most. */
export function adaptStep(evidence: StepEvidence, multiplier: number, limits: StepLimits): number {
  const predicted = evidence.previousUnderPrevious - evidence.currentUnderPrevious;
  const actual = evidence.previousUnderPrevious - evidence.currentUnderCurrent;
  const raw = predicted / (2 * Math.max(smallestGap, predicted - actual));
  const factor = Number.isFinite(raw) && Number.isFinite(actual) ? raw : limits.minFactor;
  const clipped = clip(factor, limits.minFactor, limits.maxFactor);
  return clip(multiplier * clipped, limits.minMultiplier, limits.maxMultiplier);
}
