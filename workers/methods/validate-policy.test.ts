import { expect, it } from "vitest";
import { randomPolicy } from "../policy/testing/policies.ts";
import { betterPolicy, policyInForce } from "./validate-policy.ts";

const policy = randomPolicy([0], 1, 1);
const tried = (failures: number, cost: number) => ({
  policy,
  validation: { rollouts: 5, failures, cost, metric: 0, success: 0 },
});

it("keeps the policy that falls least, then the one that costs least", () => {
  const [steady, cheap] = [tried(0, 9), tried(1, 2)];
  expect(betterPolicy(steady, cheap)).toBe(steady);
  expect(betterPolicy(cheap, steady)).toBe(steady);
  const [more, less] = [tried(1, 3), tried(1, 2)];
  expect(betterPolicy(more, less)).toBe(less);
  expect(betterPolicy(less, more)).toBe(less);
});

it("takes the newer one where nothing is known of either, or the costs are no numbers", () => {
  const [first, second] = [1, 2].map(() => ({ policy, validation: null }));
  expect(betterPolicy(null, first)).toBe(first);
  expect(betterPolicy(first, second)).toBe(second);
  const diverged = tried(5, Number.NaN);
  expect(betterPolicy(tried(5, Number.NaN), diverged)).toBe(diverged);
});

it("goes back to the best policy from one that falls more or costs much more, if it is told to", () => {
  const best = tried(1, 10);
  const untried = { policy, validation: null };
  for (const [ratio, taught, isTaken] of [
    [1.2, tried(1, 12), true],
    [1.2, tried(1, 12.1), false],
    [1.2, tried(2, 1), false],
    [1.2, tried(0, 13), true],
    [1.2, tried(1, Number.NaN), false],
    [1.2, untried, true],
    [0, tried(5, 100), true],
  ] as const) {
    expect(policyInForce(best, taught, ratio)).toBe(isTaken ? taught : best);
  }
  const first = tried(5, 100);
  expect(policyInForce(null, first, 1.2)).toBe(first);
  expect(policyInForce(untried, first, 1.2)).toBe(first);
  // Costs may be below zero.
  expect(policyInForce(tried(0, -10), tried(0, -8), 1.2)).toMatchObject({ validation: { cost: -8 } });
  expect(policyInForce(tried(0, -10), tried(0, -7), 1.2)).toMatchObject({ validation: { cost: -10 } });
});
