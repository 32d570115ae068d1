/**
 * Limits of exploration noise, in variances of the actions.
 *
 * A cap: in the appendix's direction the update takes the policy's covariance and its mismatch into C, and the policy's
 * covariance is an average of the C, so that nothing makes the noise fall, and it can grow.
 *
 * A floor: noise that decays at every iteration would come to nothing. The divergence is measured in units of the noise, so
 * that the steps would come to nothing with it, and η to where no search finds it.
 */
import type { LinearGaussianController } from "../trainer-api.ts";

/** Variances of the actions: [T, dU], the diagonals of C. */
export function actionVariances({ offsets, covariances }: LinearGaussianController): Float64Array {
  const dU = covariances.length / offsets.length;
  return offsets.map((_, row) => covariances[row * dU + (row % dU)]);
}

/** [T, dU] this many times a controller's variances; null, which limits nothing, for a factor of 0. */
export function noiseLimitOf(controller: LinearGaussianController, factor: number): Float64Array | null {
  return factor === 0 ? null : actionVariances(controller).map((variance) => factor * variance);
}

/** C_ii brought down to its limit where it is above: D C D with D = diag(√(limit_i / C_ii)) there, so that correlations stay. */
export function cappedNoise(
  controller: LinearGaussianController,
  limits: Float64Array | null,
): LinearGaussianController {
  return limits === null ? controller : rescaled(controller, (variance, i) => Math.min(1, limits[i] / variance));
}

/** C_ii brought up to its limit where it is below, likewise. */
export function raisedNoise(
  controller: LinearGaussianController,
  limits: Float64Array | null,
): LinearGaussianController {
  return limits === null ? controller : rescaled(controller, (variance, i) => Math.max(1, limits[i] / variance));
}

/** D C D with D² = diag(factors of the variances). */
function rescaled(
  controller: LinearGaussianController,
  factorOf: (variance: number, i: number) => number,
): LinearGaussianController {
  const dU = controller.covariances.length / controller.offsets.length;
  const factors = actionVariances(controller).map((variance, i) => Math.sqrt(factorOf(variance, i)));
  const covariances = controller.covariances.map((value, i) => {
    const row = Math.floor(i / dU);
    const column = row - (row % dU) + (i % dU);
    return value * factors[row] * factors[column];
  });
  return { ...controller, covariances };
}
