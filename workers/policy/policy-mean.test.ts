import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { actorOf } from "./policy-actor.ts";
import { policyJacobian } from "./policy-jacobian.ts";
import { logDeviations, policyCovariance, policyMean } from "./policy-mean.ts";
import { randomPolicy, withDeviations } from "./testing/policies.ts";
import { columnsOf, rewhiten } from "./whitening.ts";

const policy = randomPolicy([3, 0, 4], 2, 1);
const loose = withDeviations(policy, 7);
const random = streamFromSeed(2);
const states = Float64Array.from({ length: 6 * 5 }, () => 2 * random.normal());
const stateOf = (i: number) => states.slice(5 * i, 5 * (i + 1));

describe("a policy's mean", () => {
  it("is scaled back from what the network says of the whitened observation, by hand", () => {
    const linear = {
      ...policy,
      observation: [2],
      whitening: { mean: Float64Array.of(1), scale: Float64Array.of(2) },
      network: { shape: { sizes: [1, 2], activation: "relu" as const }, parameters: Float64Array.of(3, -1, 0.5, 0) },
      scaling: { offset: Float64Array.of(10, 20), scale: Float64Array.of(2, 4) },
    };
    // õ = (5 − 1)/2 = 2, network (6.5, −2)
    expect([...policyMean(linear, 1, Float64Array.of(9, 9, 5))]).toEqual([10 + 2 * 6.5, 20 - 4 * 2]);
  });

  it("has the Jacobian of its finite differences, at any depth", () => {
    for (const hidden of [[], [5], [4, 6]]) {
      const deep = randomPolicy([3, 0, 4], 2, 3, hidden);
      const J = policyJacobian(deep, stateOf(0));
      for (let j = 0; j < 5; j++) {
        const at = (step: number) => policyMean(deep, 1, stateOf(0).with(j, stateOf(0)[j] + step));
        const [above, below] = [at(1e-6), at(-1e-6)];
        for (let i = 0; i < 2; i++) expect(J[i * 5 + j]).toBeCloseTo((above[i] - below[i]) / 2e-6, 7);
      }
    }
  });
});

describe("rewhitening", () => {
  it("changes no mean and no covariance", () => {
    const other = rewhiten(loose, { mean: Float64Array.of(3, -1, 0.2), scale: Float64Array.of(0.1, 5, 2) });
    const [before, after] = [policyMean(loose, 6, states), policyMean(other, 6, states)];
    const [d, e] = [logDeviations(loose, 6, states), logDeviations(other, 6, states)];
    before.forEach((value, i) => {
      expect(after[i]).toBeCloseTo(value, 12);
      expect(e?.[i]).toBeCloseTo(d?.[i] ?? Number.NaN, 12);
    });
    expect(rewhiten(policy, policy.whitening)).toEqual(policy);
  });

  it("takes means and deviations of the columns that are seen, and keeps those up that hardly vary", () => {
    const rows = Float64Array.of(1, 5, 2, 3, 5, 2, 5, 5, 2 + 1e-9);
    const { mean, scale } = columnsOf(rows, 3, [2, 0, 1]);
    const spread = Math.sqrt(8 / 3);
    [2, 3, 5].forEach((value, j) => {
      expect(mean[j]).toBeCloseTo(value, 8);
    });
    [spread / 1000, spread, spread / 1000].forEach((value, j) => {
      expect(scale[j]).toBeCloseTo(value, 14);
    });
    expect([...columnsOf(Float64Array.of(4, 4), 1, [0]).scale]).toEqual([1]);
  });
});

describe("an actor", () => {
  it.each([
    ["the same covariance everywhere", policy],
    ["one that depends on the state", loose],
  ])("acts by the policy's mean and, with %s, by its noise", (_, acting) => {
    const actor = actorOf(acting);
    const u = new Float64Array(2);
    for (let i = 0; i < 6; i++) {
      const x = stateOf(i);
      actor.mean(x, u);
      policyMean(acting, 1, x).forEach((value, j) => {
        expect(u[j]).toBeCloseTo(value, 14);
      });
      // The columns of L, from unit noises: L Lᵀ = Σ(x)
      const columns = [0, 1].map((j) => {
        const column = new Float64Array(2);
        actor.deviate(Float64Array.of(9, j === 0 ? 1 : 0, j === 1 ? 1 : 0), 1, column);
        return column;
      });
      policyCovariance(acting, x).forEach((value, at) => {
        const [row, column] = [Math.floor(at / 2), at % 2];
        const product = columns.reduce((sum, L) => sum + L[row] * L[column], 0);
        expect(product).toBeCloseTo(value, 12);
      });
    }
  });

  it("gives noise that is not a number where the covariance has no factor", () => {
    const u = new Float64Array(2);
    actorOf({ ...policy, covariance: Float64Array.of(1, 2, 2, 1) }).deviate(Float64Array.of(1, 1), 0, u);
    expect([...u]).toEqual([Number.NaN, Number.NaN]);
  });
});
