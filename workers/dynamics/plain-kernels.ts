/** The kernels in TypeScript: the oracle of the tests, and what runs where WebAssembly does not. */
import type { MixtureFit, MixtureKernels } from "./kernels.ts";
import { emptyFactors, factorMixture, responsibilities } from "./mixture-density.ts";
import { maximise } from "./mixture-moments.ts";
import { fitConditionals } from "./regression.ts";

export const plainMixtureKernels: MixtureKernels = {
  withPoints: (data, n, D, components, work) => work(plainFit(data, n, D, components)),
  fitConditionals,
};

function plainFit(data: Float64Array, n: number, D: number, K: number): MixtureFit {
  const r = new Float64Array(K * n);
  const factors = emptyFactors(K, D);
  const scratch = new Float64Array(D);
  return {
    responsibilities: r,
    expect(mixture) {
      if (!factorMixture(mixture, factors)) return { status: "not-positive-definite" };
      const logLikelihood = responsibilities(mixture, factors, data, n, r, scratch);
      return Number.isFinite(logLikelihood) ? { status: "ok", logLikelihood } : { status: "not-finite" };
    },
    maximise: (mixture, floor) => maximise(mixture, data, n, r, scratch, floor),
  };
}
