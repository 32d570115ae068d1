/**
 * A cap on exploration noise. In the appendix's direction the update takes the policy's covariance and its mismatch into C,
 * and the policy's covariance is an average of the C, so that nothing makes the noise fall, and it can grow.
 */
import type { LinearGaussianController } from "../trainer-api.ts";

/** Variances of the actions: [T, dU], the diagonals of C. */
export function actionVariances({ offsets, covariances }: LinearGaussianController): Float64Array {
  const dU = covariances.length / offsets.length;
  return offsets.map((_, row) => covariances[row * dU + (row % dU)]);
}

/** D C D with D = diag(min(1, √(limit_i / C_ii))): correlations stay. Without a limit, C. */
export function cappedNoise(
  controller: LinearGaussianController,
  limits: Float64Array | null,
): LinearGaussianController {
  if (limits === null) return controller;
  const dU = controller.covariances.length / controller.offsets.length;
  const factors = actionVariances(controller).map((variance, i) => Math.min(1, Math.sqrt(limits[i] / variance)));
  const covariances = controller.covariances.map((value, i) => {
    const row = Math.floor(i / dU);
    const column = row - (row % dU) + (i % dU);
    return value * factors[row] * factors[column];
  });
  return { ...controller, covariances };
}
