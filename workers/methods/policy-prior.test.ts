import { describe, expect, it } from "vitest";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { streamFromSeed } from "../math/random.ts";
import { randomPolicy } from "../policy/testing/policies.ts";
import { emptyPolicyPrior, type PolicyPrior, updatePolicyPrior } from "./policy-prior.ts";

const settings = { components: 20, mixtureWindow: 2, mixtureStride: 1, mixtureSweeps: 8 };
const policy = randomPolicy([0, 1], 1, 1, []);

function batchOf(seed: number, samples: number): RolloutBatch {
  const { normal } = streamFromSeed(seed);
  const states = Float64Array.from({ length: samples * 20 * 2 }, normal);
  return { states, actions: new Float64Array(samples * 20), samples, steps: 20, stateDim: 2, actionDim: 1 };
}

function update(prior: PolicyPrior, batches: RolloutBatch[], acting = policy): PolicyPrior {
  const random = streamFromSeed(9).state();
  const updated = updatePolicyPrior(prior, acting, batches, random, settings, plainMixtureKernels);
  if (updated.status === "failed") throw new Error(updated.reason);
  return updated.prior;
}

describe("the policy's mixture", () => {
  it("keeps the states of the last iterations, of all conditions and steps", () => {
    const first = update(emptyPolicyPrior, [batchOf(1, 2), batchOf(2, 3)]);
    const third = update(update(first, [batchOf(3, 2)]), [batchOf(4, 2)]);
    expect(first.window.map(({ length }) => length)).toEqual([(2 + 3) * 20 * 2]);
    expect(first.window[0].slice(0, 80)).toEqual(batchOf(1, 2).states);
    expect(third.window).toEqual([batchOf(3, 2).states, batchOf(4, 2).states]);
    // 80 points
    expect(third.mixture?.components).toBe(2);
    expect(third.mixture?.dim).toBe(3);
  });

  it("asks the policy of now at the states of before", () => {
    const other = { ...policy, scaling: { ...policy.scaling, offset: policy.scaling.offset.map((a) => a + 100) } };
    const { mixture } = update(update(emptyPolicyPrior, [batchOf(1, 4)]), [batchOf(2, 4)], other);
    const mean = mixture?.weights.reduce((sum, weight, k) => sum + weight * mixture.means[3 * k + 2], 0);
    // Half of the points are old; had they been remembered with their actions, the mean would be 50 lower.
    expect(Math.abs((mean ?? 0) - other.scaling.offset[0])).toBeLessThan(5);
  });

  it("says when the policy's actions are not finite", () => {
    const broken = { ...policy, scaling: { ...policy.scaling, offset: Float64Array.of(Number.NaN) } };
    expect(
      updatePolicyPrior(
        emptyPolicyPrior,
        broken,
        [batchOf(1, 2)],
        streamFromSeed(9).state(),
        settings,
        plainMixtureKernels,
      ),
    ).toEqual({ status: "failed", reason: "the mixture of the policy's actions is not finite" });
  });
});
