/**
 * Line search for the strong Wolfe conditions (Nocedal & Wright, Numerical Optimization, algorithms 3.5 and 3.6) on
 * φ(α) = f(x + α d), φ'(0) < 0:
 *
 *   φ(α) ≤ φ(0) + c₁ α φ'(0),   |φ'(α)| ≤ c₂ |φ'(0)|.
 *
 * Steps grow until an interval is known to hold such an α; then it shrinks by cubic interpolation. A value that is not
 * finite counts as one that is too high.
 */

/** φ at a step; the caller may keep more beside. */
export interface Probe {
  step: number;
  value: number;
  slope: number;
}

/**
 * "wolfe": both conditions hold; "decrease": only the first, with no evaluations left or none of use;
 * "none": no probe decreased the function enough, and `probe` is the start.
 */
interface SearchResult<P extends Probe> {
  status: "wolfe" | "decrease" | "none";
  probe: P;
  evaluations: number;
}

export interface SearchOptions {
  firstStep: number;
  maxEvaluations: number;
  /** Relative rounding error of values: an interval that promises less than this is not searched any further. */
  rounding: number;
}

/** c₁ and c₂ as is usual for quasi-Newton directions. */
export const sufficientDecrease = 1e-4;
export const curvature = 0.9;

/** Bounds on a growing step, as multiples of the one before it. */
const growth = { least: 2, most: 10 };
/** Interpolated steps keep this share of the interval away from its ends. */
const margin = 0.1;

/**
 * @param start φ at step 0
 * @param spares two probes to write into
 * @param evaluate writes φ at the step into the probe
 */
export function wolfeSearch<P extends Probe>(
  start: P,
  spares: readonly [P, P],
  evaluate: (step: number, into: P) => void,
  options: SearchOptions,
): SearchResult<P> {
  // Rounding can turn a direction upwards.
  if (!(start.slope < 0)) return { status: "none", probe: start, evaluations: 0 };
  let low = start;
  let high: Probe | null = null;
  let step = options.firstStep;
  for (let evaluations = 1; evaluations <= options.maxEvaluations; evaluations++) {
    const probe = low === spares[0] ? spares[1] : spares[0];
    evaluate(step, probe);
    if (isTooHigh(probe, start) || probe.value >= low.value) {
      high = { step, value: probe.value, slope: probe.slope };
    } else {
      if (Math.abs(probe.slope) <= curvature * Math.abs(start.slope)) return { status: "wolfe", probe, evaluations };
      // What is sought lies between the lower end and where the slope there points to.
      if (probe.slope * (high === null ? 1 : high.step - low.step) >= 0) high = scalarsOf(low);
      low = probe;
    }
    if (isSpent(low, high, start, options.rounding)) return { ...ended(low, start), evaluations };
    step = high === null ? grownStep(low, start) : stepWithin(low, high);
  }
  return { ...ended(low, start), evaluations: options.maxEvaluations };
}

function ended<P extends Probe>(low: P, start: P): Pick<SearchResult<P>, "status" | "probe"> {
  return { status: low === start ? "none" : "decrease", probe: low };
}

function scalarsOf({ step, value, slope }: Probe): Probe {
  return { step, value, slope };
}

function isUsable(probe: Probe): boolean {
  return Number.isFinite(probe.value) && Number.isFinite(probe.slope);
}

function isTooHigh(probe: Probe, start: Probe): boolean {
  return !isUsable(probe) || probe.value > start.value + sufficientDecrease * probe.step * start.slope;
}

/** Whether the interval promises less than the rounding of values. */
function isSpent(low: Probe, high: Probe | null, start: Probe, rounding: number): boolean {
  return high !== null && Math.abs((high.step - low.step) * start.slope) <= rounding * Math.abs(start.value);
}

/** Where a straight line through the slopes crosses zero, within bounds. */
function grownStep(low: Probe, start: Probe): number {
  const crossing = low.slope > start.slope ? start.slope / (start.slope - low.slope) : growth.most;
  return low.step * Math.min(growth.most, Math.max(growth.least, crossing));
}

/** The minimiser of the cubic through both ends, at a distance from them. */
function stepWithin(low: Probe, high: Probe): number {
  const width = high.step - low.step;
  if (!isUsable(high)) return low.step + margin * width;
  const share = (cubicMinimiser(low, high) - low.step) / width;
  return low.step + width * (Number.isFinite(share) ? Math.min(1 - margin, Math.max(margin, share)) : 0.5);
}

/** Nocedal & Wright, equation 3.59; NaN where the cubic has none. */
function cubicMinimiser(a: Probe, b: Probe): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const d2 = Math.sign(b.step - a.step) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  return b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
}
