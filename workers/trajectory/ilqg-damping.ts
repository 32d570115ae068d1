/**
 * The schedule of iLQG's damping μ (Tassa, Erez & Todorov 2012, section II.F): quadratic, so that a few failures in a row
 * raise it by orders of magnitude, and a few successes bring it back to nothing.
 */
export interface Damping {
  /** μ. */
  value: number;
  /** δ: factor of the last change. */
  factor: number;
}

/** δ₀. */
const FACTOR = 2;
/** Below this the damping is none [as of V_xx]. */
const LEAST = 1e-6;
/** Above this no change of the actions is left to speak of. */
export const MOST_DAMPING = 1e10;

/** δ ← max(δ₀, δ δ₀),   μ ← max(μ_min, μ δ). */
export function raised({ value, factor }: Damping): Damping {
  const next = Math.max(FACTOR, factor * FACTOR);
  return { value: Math.max(LEAST, value * next), factor: next };
}

/** δ ← min(1/δ₀, δ/δ₀),   μ ← μ δ, or 0 below μ_min. */
export function lowered({ value, factor }: Damping): Damping {
  const next = Math.min(1 / FACTOR, factor / FACTOR);
  return { value: value * next < LEAST ? 0 : value * next, factor: next };
}
