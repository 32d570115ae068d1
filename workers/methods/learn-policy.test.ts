import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { plainNetworkKernels } from "../policy/plain-kernels.ts";
import { policyMean } from "../policy/policy-mean.ts";
import { swimmer } from "../systems/swimmer/swimmer.ts";
import { runConfigSchema } from "./config.ts";
import { initialGpsState } from "./gps-state.ts";
import type { Verdict } from "./judge.ts";
import { leading, learnPolicy } from "./learn-policy.ts";

describe("leading", () => {
  const weights = Float64Array.of(1, 1, 2);

  it("leaves the weights as they are where nobody leads", () => {
    expect(leading(weights, 1, 15)).toBe(weights);
  });

  it("counts the first condition more at first, and less and less later", () => {
    const led = leading(weights, 101, 1);
    expect(led[0]).toBe(101);
    expect(led[1]).toBeCloseTo(1 + 100 / Math.E, 12);
    expect(led[2]).toBeCloseTo(2 * (1 + 100 / Math.E ** 2), 12);
  });
});

describe("the policy step", () => {
  const { description, initialController } = swimmer;
  const { steps, stateDim: dX, actionDim: dU, conditionSets } = description;
  const options = { hiddenLayers: 0, policyEvaluations: 50, policyPrecision: "double", policyStride: 20 };
  const config = runConfigSchema.parse({ task: "swimmer", method: "gps", options });
  const tools = { system: swimmer, kernels: { network: plainNetworkKernels } };
  const random = streamFromSeed(1);
  const states = Float64Array.from({ length: 2 * steps * dX }, random.normal);
  const visited = [[{ condition: 0, by: "controller" as const, states, validSteps: [steps, steps] }]];
  const first = initialGpsState(initialController, conditionSets[0].trained, config);
  const actions = new Float64Array(2 * steps * dU);
  const batch = { states, actions, samples: 2, steps, stateDim: dX, actionDim: dU };
  const doing = (action: number) => {
    const { gains, offsets, covariances } = first.tracks[0].candidate;
    return { gains: gains.map(() => 0), offsets: offsets.map(() => action), covariances };
  };

  /** A policy taught by a controller that always does this, where the one that was sampled last does something else. */
  function taught(action: number, policies: typeof first.policies = null, { policyEvaluations = 50 } = {}) {
    const incumbent = { controller: doing(action), batch, cost: 1, noise: 1 };
    const verdict = { accepted: false, region: { trail: [incumbent], rejections: 1 }, batch } as Verdict;
    const state = { ...first, policies, tracks: [{ ...first.tracks[0], candidate: doing(-action) }] };
    const given = { ...config.options, policyEvaluations };
    const learnt = learnPolicy(state, [verdict], visited, random.state(), given, tools);
    if (learnt.status === "failed") throw new Error(learnt.reason);
    return learnt;
  }

  it("learns from the controllers that their rollouts bore out, not from one that was rejected", () => {
    for (const action of [7, -3]) {
      const { policy } = taught(action);
      policyMean(policy, 10, states).forEach((value) => {
        expect(value).toBeCloseTo(action, 3);
      });
    }
  });

  it("goes on from the last policy", () => {
    const { policy, report } = taught(7);
    const policies = { last: policy, chosen: { policy, validation: null } };
    const again = taught(7, policies, { policyEvaluations: 1 });
    expect(again.report.before).toEqual(report.after);
    expect(again.policy.network).toEqual(policy.network);
  });
});
