/**
 * What L-BFGS remembers of the last steps, s_i = x_{i+1} − x_i and y_i = g_{i+1} − g_i, and the product H g of the inverse
 * Hessian that they stand for (two-loop recursion; Nocedal & Wright, algorithm 7.4).
 */
import { axpy, copy, dot } from "../math/vector.ts";

/** Pairs with less curvature sᵀy than this share of ‖y‖² say nothing but rounding. */
const leastCurvature = 1e-12;

export class LbfgsMemory {
  readonly #dimension: number;
  readonly #capacity: number;
  /** s and y: [capacity, dimension], a ring. */
  readonly #steps: Float64Array;
  readonly #changes: Float64Array;
  /** sᵀy: [capacity]. */
  readonly #curvatures: Float64Array;
  readonly #alphas: Float64Array;
  #count = 0;
  #next = 0;

  constructor(dimension: number, capacity: number) {
    this.#dimension = dimension;
    this.#capacity = capacity;
    this.#steps = new Float64Array(capacity * dimension);
    this.#changes = new Float64Array(capacity * dimension);
    this.#curvatures = new Float64Array(capacity);
    this.#alphas = new Float64Array(capacity);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  forget(): void {
    this.#count = 0;
  }

  /** Keeps the step between two points in place of the oldest one. */
  remember(x: Float64Array, g: Float64Array, nextX: Float64Array, nextG: Float64Array): void {
    const n = this.#dimension;
    const at = this.#next * n;
    for (let i = 0; i < n; i++) {
      this.#steps[at + i] = nextX[i] - x[i];
      this.#changes[at + i] = nextG[i] - g[i];
    }
    const curvature = dot(n, this.#steps, at, this.#changes, at);
    if (!(curvature > leastCurvature * dot(n, this.#changes, at, this.#changes, at))) return;
    this.#curvatures[this.#next] = curvature;
    this.#next = (this.#next + 1) % this.#capacity;
    this.#count = Math.min(this.#count + 1, this.#capacity);
  }

  /** direction: [n] ← −H g. */
  descend(g: Float64Array, direction: Float64Array): void {
    const n = this.#dimension;
    copy(n, g, 0, direction, 0);
    for (let age = 1; age <= this.#count; age++) {
      const i = this.#slot(age);
      this.#alphas[i] = dot(n, this.#steps, i * n, direction, 0) / this.#curvatures[i];
      axpy(n, -this.#alphas[i], this.#changes, i * n, direction, 0);
    }
    // H₀ = sᵀy / yᵀy of the last step
    const scale = this.isEmpty ? 1 : this.#lastScale();
    for (let i = 0; i < n; i++) direction[i] *= -scale;
    for (let age = this.#count; age >= 1; age--) {
      const i = this.#slot(age);
      const beta = dot(n, this.#changes, i * n, direction, 0) / this.#curvatures[i];
      axpy(n, -this.#alphas[i] - beta, this.#steps, i * n, direction, 0);
    }
  }

  #slot(age: number): number {
    return (this.#next - age + this.#capacity) % this.#capacity;
  }

  #lastScale(): number {
    const [n, last] = [this.#dimension, this.#slot(1)];
    return this.#curvatures[last] / dot(n, this.#changes, last * n, this.#changes, last * n);
  }
}
