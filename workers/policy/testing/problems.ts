/** Random samples and parameters for tests of the network's loss. */
import { gemmNT } from "../../math/gemm.ts";
import { streamFromSeed } from "../../math/random.ts";
import type { PolicySamples } from "../loss.ts";
import { type NetworkShape, parameterCount } from "../network.ts";

/** Standard normal numbers; those of different purposes come from different seeds. */
function normals(seed: number, count: number): Float64Array {
  const random = streamFromSeed(seed);
  return Float64Array.from({ length: count }, () => random.normal());
}

export function randomParameters(shape: NetworkShape, seed: number): Float64Array {
  return normals(seed, parameterCount(shape)).map((value) => 0.4 * value);
}

/** Samples in 5 groups, each with a precision I + G Gᵀ of its own. */
export function randomProblem(shape: NetworkShape, count: number, seed: number): PolicySamples {
  const [dX, dU] = [shape.sizes[0], shape.sizes[shape.sizes.length - 1]];
  const random = streamFromSeed(seed + 1);
  const precisions = new Float64Array(5 * dU * dU);
  const factors = normals(seed + 2, precisions.length);
  for (let g = 0; g < 5; g++) {
    for (let i = 0; i < dU; i++) precisions[(g * dU + i) * dU + i] = 1;
    gemmNT(dU, dU, dU, 1 / dU, factors, g * dU * dU, factors, g * dU * dU, 1, precisions, g * dU * dU);
  }
  return {
    count,
    inputs: normals(seed + 3, count * dX),
    targets: normals(seed + 4, count * dU),
    groups: Int32Array.from({ length: count }, () => Math.floor(5 * random.uniform())),
    precisions,
  };
}
