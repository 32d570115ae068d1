/** Seeded data of the measured problems. */
import { type RandomStream, streamFromSeed } from "../workers/math/random.ts";

export function randomOf(seed: number): RandomStream {
  return streamFromSeed(seed);
}

/** [length] normal numbers of the given deviation. */
export function normals(random: RandomStream, length: number, deviation: number): Float64Array {
  return Float64Array.from({ length }, () => deviation * random.normal());
}

/** `count` symmetric positive definite matrices [n, n]: A Aᵀ/n scaled, plus `least` on the diagonal. */
export function definite(random: RandomStream, count: number, n: number, scale: number, least: number): Float64Array {
  const out = new Float64Array(count * n * n);
  for (let t = 0; t < count; t++) {
    const A = normals(random, n * n, Math.sqrt(scale / n));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? least : 0;
        for (let l = 0; l < n; l++) sum += A[i * n + l] * A[j * n + l];
        out[t * n * n + i * n + j] = sum;
        out[t * n * n + j * n + i] = sum;
      }
    }
  }
  return out;
}
