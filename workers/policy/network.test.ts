import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { policyNetworkSchema } from "./config.ts";
import { plainLoss } from "./loss.ts";
import { initialParameters, layersOf, networkShape, parameterCount, policyMeans } from "./network.ts";
import { randomParameters, randomProblem } from "./testing/problems.ts";

describe("the network", () => {
  it("is by default one layer of 40 soft rectifiers", () => {
    const shape = networkShape(policyNetworkSchema.parse({}), 18, 6);
    expect(shape).toEqual({ sizes: [18, 40, 6], activation: "softplus" });
    expect(parameterCount(shape)).toBe(18 * 40 + 40 + 40 * 6 + 6);
    expect(networkShape(policyNetworkSchema.parse({ hiddenLayers: 0 }), 4, 2).sizes).toEqual([4, 2]);
  });

  it("lays its parameters out layer by layer, weights before biases", () => {
    const shape = { sizes: [2, 3, 1], activation: "tanh" } as const;
    expect(layersOf(shape)).toEqual([
      { inputs: 2, outputs: 3, weights: 0, biases: 6 },
      { inputs: 3, outputs: 1, weights: 9, biases: 12 },
    ]);
    const parameters = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1, -1, 0, 2, -3, 4, 0.5);
    const means = new Float64Array(1);
    policyMeans(shape, parameters, 1, Float64Array.of(0.7, -0.2), means);
    const units = [0.7 * 0.1 - 0.2 * 0.4 + 1, 0.7 * 0.2 - 0.2 * 0.5 - 1, 0.7 * 0.3 - 0.2 * 0.6].map(Math.tanh);
    expect(means[0]).toBeCloseTo(2 * units[0] - 3 * units[1] + 4 * units[2] + 0.5, 14);
  });

  it.each([
    ["softplus", [Math.log(2), Math.log(1 + Math.E), Math.log(1 + 1 / Math.E), 800, 0]],
    ["tanh", [0, Math.tanh(1), Math.tanh(-1), 1, -1]],
    ["relu", [0, 1, 0, 800, 0]],
  ] as const)("has %s units", (activation, expected) => {
    const shape = { sizes: [1, 1, 1], activation };
    const means = new Float64Array(5);
    policyMeans(shape, Float64Array.of(1, 0, 1, 0), 5, Float64Array.of(0, 1, -1, 800, -800), means);
    expected.forEach((value, i) => {
      expect(means[i]).toBeCloseTo(value, 14);
    });
  });

  it("starts with weights that keep the variance, and the same ones for the same seed", () => {
    const shape = { sizes: [50, 100, 6], activation: "softplus" } as const;
    const parameters = initialParameters(shape, streamFromSeed(1));
    const first = parameters.subarray(0, 50 * 100);
    const variance = first.reduce((sum, w) => sum + w * w, 0) / first.length;
    expect(variance * 50).toBeCloseTo(1, 1);
    expect(parameters.subarray(50 * 100, 51 * 100).every((b) => b === 0)).toBe(true);
    expect(initialParameters(shape, streamFromSeed(1))).toEqual(parameters);
    expect(initialParameters(shape, streamFromSeed(2))).not.toEqual(parameters);
  });
});

describe("the loss", () => {
  it("is half the residuals' square under each sample's own precision", () => {
    // A linear policy μ = 2x + 1 and two groups.
    const samples = {
      count: 2,
      inputs: Float64Array.of(1, -1),
      targets: Float64Array.of(4, 1),
      groups: Int32Array.of(1, 0),
      precisions: Float64Array.of(10, 3),
    };
    const gradient = new Float64Array(2);
    const loss = plainLoss({ sizes: [1, 1], activation: "relu" }, samples)(Float64Array.of(2, 1), gradient);
    // r = (1, 2), W = (3, 10)
    expect(loss).toBeCloseTo(0.5 * (3 * 1 + 10 * 4), 14);
    expect([...gradient]).toEqual([-(3 * 1 * 1 + 10 * 2 * -1), -(3 * 1 + 10 * 2)]);
  });

  const cases = fc.record({
    activation: fc.constantFrom("softplus", "tanh", "relu"),
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  });

  it("has the gradient of its finite differences at any depth", () => {
    fc.assert(
      fc.property(cases, ({ activation, sizes, seed }) => {
        const shape = { sizes, activation } as const;
        const loss = plainLoss(shape, randomProblem(shape, 7, seed));
        const parameters = randomParameters(shape, seed);
        const [gradient, unused] = [new Float64Array(parameters.length), new Float64Array(parameters.length)];
        loss(parameters, gradient);
        const scale = Math.max(1, ...gradient.map(Math.abs));
        const at = (i: number, step: number) => loss(parameters.with(i, parameters[i] + step), unused);
        for (let i = 0; i < parameters.length; i++) {
          const difference = (at(i, 1e-6) - at(i, -1e-6)) / 2e-6;
          expect(Math.abs(difference - gradient[i]) / scale).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });
});
