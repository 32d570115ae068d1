import { expect, it } from "vitest";
import { randomPolicy } from "../policy/testing/policies.ts";
import { betterPolicy } from "./validate-policy.ts";

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
