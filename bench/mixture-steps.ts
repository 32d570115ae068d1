/** The mixture's two steps as contestants; the points are laid out before the clock starts. */
import type { MixtureFit, MixtureKernels } from "../workers/dynamics/kernels.ts";
import { type Contestant, scoped } from "./contest.ts";
import { ok } from "./lqr-data.ts";
import { FLOOR, type Points } from "./mixture-data.ts";

export function eStepContestant(name: string, kernels: MixtureKernels, points: Points): Contestant {
  const step = (fit: MixtureFit) => ok(fit.expect(points.mixture));
  return scoped(name, fitTo(points, kernels), step, (fit) => {
    const { logLikelihood } = step(fit);
    return { responsibilities: fit.responsibilities.slice(), logLikelihood: Float64Array.of(logLikelihood) };
  });
}

/** @param responsibilities [K, n] */
export function mStepContestant(
  name: string,
  kernels: MixtureKernels,
  points: Points,
  responsibilities: Float64Array,
): Contestant {
  const mixture = structuredClone(points.mixture);
  const withFit = fitTo(points, kernels);
  const within = <T>(use: (fit: MixtureFit) => T) =>
    withFit((fit) => {
      fit.responsibilities.set(responsibilities);
      return use(fit);
    });
  const step = (fit: MixtureFit) => fit.maximise(mixture, FLOOR);
  return scoped(name, within, step, (fit) => {
    step(fit);
    const { weights, means, covariances } = structuredClone(mixture);
    return { weights, means, covariances };
  });
}

function fitTo({ data, n, dim, mixture }: Points, kernels: MixtureKernels) {
  return <T>(use: (fit: MixtureFit) => T) => kernels.withPoints(data, n, dim, mixture.components, use);
}
