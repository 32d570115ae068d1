import { describe, expect, it } from "vitest";
import { openRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import type { NetworkKernels } from "./kernels.ts";
import { type NetworkShape, policyMeans } from "./network.ts";
import { plainNetworkKernels } from "./plain-kernels.ts";
import { randomParameters, randomProblem } from "./testing/problems.ts";
import { type FitOptions, fitNetwork } from "./train.ts";
import { wasmNetworkKernels } from "./wasm-kernels.ts";

const shape: NetworkShape = { sizes: [4, 8, 2], activation: "softplus" };
const options: FitOptions = {
  precision: "single",
  history: 15,
  maxEvaluations: 600,
  polishEvaluations: 50,
  gradientTolerance: 1e-8,
  valueTolerance: 1e-12,
};

/** Samples whose targets are the means of a network with parameters that are to be found. */
function taught(count: number) {
  const samples = randomProblem(shape, count, 4);
  policyMeans(shape, randomParameters(shape, 12), count, samples.inputs, samples.targets);
  return samples;
}

const rooms: [string, NetworkKernels][] = [
  ["plain", plainNetworkKernels],
  ["wasm", wasmNetworkKernels(openRuntime(supportedVariants()[0]))],
];

describe.each(rooms)("fitting a network (%s)", (_, kernels) => {
  it("learns what another network of its shape says", () => {
    const samples = taught(500);
    const start = randomParameters(shape, 1);
    const before = plainNetworkKernels.withLoss(shape, samples, "double", (loss) => loss(start, start.slice()));
    const { minimum, evaluations } = fitNetwork(kernels, shape, samples, start, options);
    expect(minimum.value).toBeLessThan(1e-4 * before);
    expect(evaluations.single).toBeGreaterThan(0);
    expect(evaluations.double).toBeGreaterThan(0);
    expect(evaluations.single).toBeLessThanOrEqual(550);
    expect(evaluations.single + evaluations.double).toBeLessThanOrEqual(600);
  });

  it("ends in doubles where it would end without single precision", () => {
    // A linear policy has one minimum only.
    const linear: NetworkShape = { sizes: [4, 2], activation: "softplus" };
    const samples = randomProblem(linear, 200, 7);
    const start = randomParameters(linear, 1);
    const mixed = fitNetwork(kernels, linear, samples, start, options);
    const double = fitNetwork(kernels, linear, samples, start, { ...options, precision: "double" });
    expect(double.evaluations.single).toBe(0);
    expect(mixed.minimum.value).toBeCloseTo(double.minimum.value, 8);
    mixed.minimum.x.forEach((value, i) => {
      expect(value).toBeCloseTo(double.minimum.x[i], 5);
    });
  });

  it("goes on in doubles where single precision overflows", () => {
    const samples = taught(50);
    samples.precisions.forEach((value, i) => {
      samples.precisions[i] = 1e39 * value;
    });
    const { minimum } = fitNetwork(kernels, shape, samples, randomParameters(shape, 1), {
      ...options,
      maxEvaluations: 60,
      polishEvaluations: 30,
    });
    expect(minimum.evaluations).toBeGreaterThan(1);
    expect(minimum.value).toSatisfy(Number.isFinite);
  });
});
