/** The E-step in WebAssembly (../math/assembly/mixture-density.ts) for data that lie in the runtime's arena. */
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import type { Expectation } from "./kernels.ts";
import { logScaleOf } from "./mixture-density.ts";
import type { Mixture } from "./types.ts";

/** A multiple of the kernel's six; some milliseconds' work at most. */
const CHUNK_POINTS = 480;

export class WasmDensity {
  /** [K, n]. */
  readonly responsibilities: Float64Array;
  private readonly runtime: WasmRuntime;
  private readonly data: Float64Array;
  private readonly n: number;
  private readonly means: Float64Array;
  /** Σ_k, overwritten by L_k⁻¹: [K, D, D]. */
  private readonly covariances: Float64Array;
  private readonly factors: Float64Array;
  private readonly factored: Int32Array;
  private readonly logScales: Float64Array;
  private readonly logLikelihoods: Float64Array;

  /** @param data [n, D], in the arena */
  constructor(runtime: WasmRuntime, data: Float64Array, n: number, D: number, K: number) {
    const { arena, kernels } = runtime;
    this.runtime = runtime;
    this.data = data;
    this.n = n;
    this.responsibilities = arena.float64(K * n);
    this.means = arena.float64(K * D);
    this.covariances = arena.float64(K * D * D);
    this.factors = arena.float64((K * kernels.mixtureFactorBytes(D)) / 8);
    this.factored = arena.int32(K);
    this.logScales = arena.float64(K);
    this.logLikelihoods = arena.float64(Math.ceil(n / CHUNK_POINTS));
  }

  expect(mixture: Mixture): Expectation {
    if (!this.factor(mixture)) return { status: "not-positive-definite" };
    const { components: K, dim: D } = mixture;
    const { arena, crew } = this.runtime;
    this.means.set(mixture.means);
    const inputs = [this.data, this.means, this.factors, this.logScales].map((array) => arena.addressOf(array));
    const outputs = [this.responsibilities, this.logLikelihoods].map((array) => arena.addressOf(array));
    const chunks = this.logLikelihoods.length;
    crew.run("mixtureResponsibilities", [this.n, D, K, ...inputs, ...outputs, CHUNK_POINTS], chunks);
    let logLikelihood = 0;
    for (const part of this.logLikelihoods) logLikelihood += part;
    return Number.isFinite(logLikelihood) ? { status: "ok", logLikelihood } : { status: "not-finite" };
  }

  /** Inverts the factors of all covariances; false where one is not positive definite. */
  private factor({ components: K, dim: D, weights, covariances }: Mixture): boolean {
    const { arena, crew } = this.runtime;
    this.covariances.set(covariances);
    const arrays = [this.covariances, this.factors, this.factored].map((array) => arena.addressOf(array));
    crew.run("mixtureFactors", [D, ...arrays], K);
    if (this.factored.includes(0)) return false;
    for (let k = 0; k < K; k++) {
      // log|Σ_k| = −2 Σ_i log (L_k⁻¹)_ii
      let logDet = 0;
      for (let i = 0; i < D; i++) logDet -= 2 * Math.log(this.covariances[(k * D + i) * D + i]);
      this.logScales[k] = logScaleOf(weights[k], D, logDet);
    }
    return true;
  }
}
