import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRuntime, type WasmRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import type { Precision } from "./kernels.ts";
import type { PolicySamples } from "./loss.ts";
import { type NetworkShape, parameterCount } from "./network.ts";
import { plainNetworkKernels } from "./plain-kernels.ts";
import { randomParameters, randomProblem } from "./testing/problems.ts";
import { wasmNetworkKernels } from "./wasm-kernels.ts";

interface Evaluation {
  loss: number;
  gradient: Float64Array;
}

function evaluate(
  kernels: typeof plainNetworkKernels,
  shape: NetworkShape,
  samples: PolicySamples,
  parameters: Float64Array,
  precision: Precision,
): Evaluation {
  const gradient = new Float64Array(parameterCount(shape)).fill(77);
  return { loss: kernels.withLoss(shape, samples, precision, (loss) => loss(parameters, gradient)), gradient };
}

/** Differences relative to the loss and to the gradient's largest entry. */
function expectAgreement(actual: Evaluation, expected: Evaluation, tolerance: number): void {
  expect(Math.abs(actual.loss - expected.loss)).toBeLessThanOrEqual(tolerance * Math.abs(expected.loss));
  const largest = expected.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const apart = actual.gradient.reduce((most, g, i) => Math.max(most, Math.abs(g - expected.gradient[i])), 0);
  expect(apart).toBeLessThanOrEqual(tolerance * largest);
}

const problem = fc
  .record({
    activation: fc.constantFrom("softplus", "tanh", "relu"),
    sizes: fc.array(fc.integer({ min: 1, max: 23 }), { minLength: 2, maxLength: 5 }),
    count: fc.integer({ min: 1, max: 450 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ activation, sizes, count, seed }) => {
    const shape: NetworkShape = { sizes, activation };
    return { shape, samples: randomProblem(shape, count, seed), parameters: randomParameters(shape, seed) };
  });

/** A crew that takes the chunks from the last to the first. */
function backwards(runtime: WasmRuntime): WasmRuntime {
  const scratch = runtime.arena.addressOf(runtime.arena.float64(2 ** 18));
  return {
    ...runtime,
    crew: {
      ...runtime.crew,
      run(kernel, args, chunks) {
        const call = runtime.kernels[kernel] as (...numbers: number[]) => void;
        for (let chunk = chunks - 1; chunk >= 0; chunk--) call(...args, chunk, scratch);
      },
    },
  };
}

describe.each(supportedVariants())("the network kernels (%s)", (variant) => {
  const runtime = openRuntime(variant);
  const kernels = wasmNetworkKernels(runtime);

  it("agree with the plain ones in doubles, and to single precision in floats, for any depth and odd sizes", () => {
    fc.assert(
      fc.property(problem, ({ shape, samples, parameters }) => {
        const expected = evaluate(plainNetworkKernels, shape, samples, parameters, "double");
        expectAgreement(evaluate(kernels, shape, samples, parameters, "double"), expected, 1e-12);
        expectAgreement(evaluate(kernels, shape, samples, parameters, "single"), expected, 1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["one block of values does not hold", [3, 330, 330, 2], 220],
    ["several blocks make a chunk of", [3, 4, 2], 30_001],
  ])("agree where %s the samples", (_, sizes, count) => {
    const shape: NetworkShape = { sizes, activation: "softplus" };
    const samples = randomProblem(shape, count, 3);
    const parameters = randomParameters(shape, 3).map((value) => value / 4);
    const expected = evaluate(plainNetworkKernels, shape, samples, parameters, "double");
    expectAgreement(evaluate(kernels, shape, samples, parameters, "double"), expected, 1e-12);
    expectAgreement(evaluate(kernels, shape, samples, parameters, "single"), expected, 1e-5);
  });

  it("give the same bytes in whatever order the chunks are made", () => {
    const shape: NetworkShape = { sizes: [5, 9, 2], activation: "softplus" };
    const samples = randomProblem(shape, 20_011, 1);
    const parameters = randomParameters(shape, 1);
    for (const precision of ["double", "single"] as const) {
      const forwards = evaluate(kernels, shape, samples, parameters, precision);
      const other = evaluate(wasmNetworkKernels(backwards(runtime)), shape, samples, parameters, precision);
      expect(other).toEqual(forwards);
    }
  });

  it("evaluate the same samples again and again, and give the room back", () => {
    const shape: NetworkShape = { sizes: [4, 7, 3], activation: "tanh" };
    const samples = randomProblem(shape, 333, 5);
    const [first, second] = [randomParameters(shape, 8), randomParameters(shape, 9)];
    kernels.withLoss(shape, samples, "double", (loss) => {
      const gradient = new Float64Array(first.length);
      const values = [first, second, first].map((parameters) => loss(parameters, gradient));
      expect(values[2]).toBe(values[0]);
      expect(values[1]).not.toBe(values[0]);
    });
    const top = () => runtime.arena.scope(() => runtime.arena.addressOf(runtime.arena.float64(1)));
    const before = top();
    kernels.withLoss(shape, samples, "single", () => {});
    expect(top()).toBe(before);
  });

  it("tell numbers that are not finite by a loss that is not finite", () => {
    const shape: NetworkShape = { sizes: [2, 3, 1], activation: "softplus" };
    const samples = randomProblem(shape, 10, 1);
    for (const poison of [Number.NaN, Infinity]) {
      const parameters = randomParameters(shape, 1).fill(poison);
      for (const precision of ["double", "single"] as const) {
        expect(evaluate(kernels, shape, samples, parameters, precision).loss).not.toSatisfy(Number.isFinite);
      }
    }
  });
});

/** A network of one unit that adds nothing: its mean is the activation, its gradient the slope. */
describe.each(supportedVariants())("the activations (%s)", (variant) => {
  const kernels = wasmNetworkKernels(openRuntime(variant));
  const inputs = [-745, -100, -88, -40, -20, -5, -1, -0.8814, -0.8813, -0.3, -0.25, -1e-3, -1e-9]
    .flatMap((z) => [z, z * 1.000317, -z])
    .concat(0);

  /** Through ½ (target − μ)² with target 0 the loss holds μ and the gradient of the first bias μ act'(z). */
  it.each([
    ["softplus", (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))],
    ["tanh", Math.tanh],
  ] as const)("%s is exact to 1e-14 in doubles and to 3e-7 in floats", (activation, exact) => {
    const shape: NetworkShape = { sizes: [1, 1, 1], activation };
    for (const [precision, tolerance] of [
      ["double", 1e-14],
      ["single", 3e-7],
    ] as const) {
      for (const input of inputs) {
        const z = precision === "single" ? Math.fround(input) : input;
        const samples = {
          count: 1,
          inputs: Float64Array.of(z),
          targets: Float64Array.of(0),
          groups: Int32Array.of(0),
          precisions: Float64Array.of(1),
        };
        const { gradient } = evaluate(kernels, shape, samples, Float64Array.of(1, 0, 1, 0), precision);
        // ∂L/∂b_2 = μ
        const least = precision === "single" ? 2e-38 : 1e-307;
        expect(Math.abs(gradient[3] - exact(z))).toBeLessThanOrEqual(tolerance * Math.abs(exact(z)) + least);
      }
    }
  });
});
