/** Points z = [a; b] of rollouts at their time steps: what mixtures and regressions are fitted to. */

export interface StepPoints {
  /** N rollouts, which each have a point at every step. */
  samples: number;
  steps: number;
  /** dA: the leading variables, which a regression is given. */
  givenDim: number;
  /** dB: the others, which it explains. */
  explainedDim: number;
  /** Writes a rollout's point of step t, dA + dB numbers, to (target, offset). */
  copyPoint(sample: number, t: number, target: Float64Array, offset: number): void;
}

export interface PointRows {
  /** [count, dim]. */
  data: Float64Array;
  count: number;
  dim: number;
}

/**
 * Every `stride`-th point of every rollout. Rollouts start at different phases of the stride, so that together they cover
 * all time steps. The sources, one at least, have points of equal dimensions.
 */
export function collectPoints(sources: readonly StepPoints[], stride: number): PointRows {
  const dim = sources[0].givenDim + sources[0].explainedDim;
  const places = sources.flatMap((source) =>
    Array.from({ length: source.samples }, (_, sample) => ({ source, sample, first: sample % stride })),
  );
  const taken = (steps: number, first: number) => Math.max(0, Math.ceil((steps - first) / stride));
  const count = places.reduce((sum, { source, first }) => sum + taken(source.steps, first), 0);
  const data = new Float64Array(count * dim);
  let row = 0;
  for (const { source, sample, first } of places) {
    for (let t = first; t < source.steps; t += stride) source.copyPoint(sample, t, data, row++ * dim);
  }
  return { data, count, dim };
}
