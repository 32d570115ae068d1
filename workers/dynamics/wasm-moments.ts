/** The M-step in WebAssembly (../math/assembly/mixture-moments.ts) for data that lie in the runtime's arena. */
import { negligibleWeight } from "../math/gaussian.ts";
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import { normaliseWeights, smallestMass } from "./mixture-moments.ts";
import type { Mixture } from "./types.ts";

/** Points whose sums are taken at once for all components: they fit into a core's cache. */
const SUM_POINTS = 256;
/** A component's scatter is summed over so many stretches of the points at most, by different threads. */
const MOST_STRETCHES = 8;
/** Shorter stretches are not worth scatters of their own. */
const STRETCH_POINTS = 2048;

export class WasmMoments {
  private readonly runtime: WasmRuntime;
  private readonly data: Float64Array;
  private readonly n: number;
  private readonly stretches: number;
  private readonly responsibilities: Float64Array;
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;
  private readonly deaths: Int32Array;
  private readonly means: Float64Array;
  private readonly covariances: Float64Array;
  private readonly scatters: Float64Array;
  private readonly counts: Int32Array;

  /**
   * @param data [n, D], in the arena
   * @param responsibilities [K, n], in the arena
   */
  constructor(runtime: WasmRuntime, data: Float64Array, n: number, D: number, responsibilities: Float64Array) {
    const { arena, kernels } = runtime;
    const K = responsibilities.length / n;
    this.runtime = runtime;
    this.data = data;
    this.n = n;
    this.stretches = Math.min(MOST_STRETCHES, Math.ceil(n / STRETCH_POINTS));
    this.responsibilities = responsibilities;
    this.sums = arena.float64(Math.ceil(n / SUM_POINTS) * K * (D + 1));
    this.masses = arena.float64(K);
    this.deaths = arena.int32(K);
    this.means = arena.float64(K * D);
    this.covariances = arena.float64(K * D * D);
    this.scatters = arena.float64((K * this.stretches * kernels.scatterBytes(D)) / 8);
    this.counts = arena.int32(K * this.stretches);
  }

  maximise(mixture: Mixture, floor: number): boolean {
    const { components: K, dim: D } = mixture;
    this.sum(K, D, floor);
    mixture.means.set(this.means);
    mixture.covariances.set(this.covariances);
    for (let k = 0; k < K; k++) mixture.weights[k] = this.deaths[k] ? this.n / K : this.masses[k];
    normaliseWeights(mixture.weights);
    return this.deaths.includes(1);
  }

  private sum(K: number, D: number, floor: number): void {
    const { n, stretches } = this;
    const { arena, crew } = this.runtime;
    const addressOf = (array: Float64Array | Int32Array) => arena.addressOf(array);
    const [sums, scatters, covariances] = [this.sums, this.scatters, this.covariances].map(addressOf);
    const [masses, means, deaths, counts] = [this.masses, this.means, this.deaths, this.counts].map(addressOf);
    const points = [n, D, addressOf(this.data), addressOf(this.responsibilities), negligibleWeight];
    const parts = Math.ceil(n / SUM_POINTS);
    crew.run("mixtureSums", [...points, K, sums, SUM_POINTS], parts);
    crew.run("mixtureMeans", [...points, K, sums, parts, smallestMass, masses, means, deaths], K);
    const stretchPoints = Math.ceil(n / stretches);
    crew.run("mixtureScatters", [...points, means, scatters, counts, stretches, stretchPoints], K * stretches);
    crew.run("mixtureCovariances", [D, masses, scatters, counts, stretches, floor, covariances], K);
  }
}
