/** Before they are timed, contestants that are given the same data must come to the same result. */
import type { Arrays, Contestant } from "./contest.ts";

/** Largest difference, relative to the array's largest magnitude, that counts as the same. */
const TOLERANCE = 1e-8;

/** Contestants that do not compute the same thing; nothing that is measured of them would mean anything. */
export class DisagreementError extends Error {
  override name = "DisagreementError";
}

/** Largest |a − b| over the largest |b|; Infinity where numbers are missing or not finite. */
export function relativeDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, magnitude] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i])) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
    magnitude = Math.max(magnitude, Math.abs(b[i]));
  }
  return difference === 0 ? 0 : difference / magnitude;
}

/**
 * Compares all results that the contestants give with the first one that is given, array by array.
 * @throws DisagreementError naming the first pair that differs
 */
export async function checkAgreement(contestants: readonly Contestant[]): Promise<void> {
  let first: { name: string; arrays: Arrays } | null = null;
  for (const { name, result } of contestants) {
    const arrays = await result();
    if (Object.keys(arrays).length === 0) continue;
    if (first === null) first = { name, arrays };
    else compare(name, arrays, first.name, first.arrays);
  }
}

function compare(name: string, arrays: Arrays, firstName: string, first: Arrays): void {
  const shared = Object.keys(arrays).filter((key) => key in first);
  if (shared.length === 0)
    throw new DisagreementError(
      `${name} gives ${Object.keys(arrays).join(", ")}, ${firstName} gives ${Object.keys(first).join(", ")}; nothing to compare`,
    );
  for (const key of shared) {
    const difference = relativeDifference(arrays[key], first[key]);
    if (difference <= TOLERANCE) continue;
    const size = `relative difference ${difference.toExponential(1)}, allowed ${TOLERANCE}`;
    throw new DisagreementError(`${name} and ${firstName} do not agree in ${key}: ${size}`);
  }
}
