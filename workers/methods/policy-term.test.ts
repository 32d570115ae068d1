import { expect, it } from "vitest";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import type { RolloutBatch } from "../dynamics/types.ts";
import { streamFromSeed } from "../math/random.ts";
import { linearisePolicy } from "../policy/linearise.ts";
import { randomPolicy } from "../policy/testing/policies.ts";
import { sampledMarginals } from "../trajectory/sampled-marginals.ts";
import { methodOptionsSchema } from "./config.ts";
import { emptyPolicyPrior, updatePolicyPrior } from "./policy-prior.ts";
import { policyTermOf } from "./policy-term.ts";

const policy = randomPolicy([0, 2], 2, 1);
const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4);

function batchOf(samples: number): RolloutBatch {
  const { normal } = streamFromSeed(2);
  const drawn = (count: number) => Float64Array.from({ length: count }, normal);
  const sizes = { samples, steps: 4, stateDim: 3, actionDim: 2 };
  return { states: drawn(samples * 4 * 3), actions: drawn(samples * 4 * 2), ...sizes };
}

const batch = batchOf(6);

function termOf(options: object, prior: Parameters<typeof policyTermOf>[3] = null) {
  const made = policyTermOf(policy, batch, weights, prior, methodOptionsSchema.parse(options), plainMixtureKernels);
  if (made.status !== "ok") throw new Error(made.reason);
  return made.term;
}

function linearOf(options: object, prior: Parameters<typeof policyTermOf>[3] = null) {
  const { gains, offsets, covariances } = termOf(options, prior);
  return { gains, offsets, covariances };
}

it("is measured at the sampled states, or where the controller is predicted to go", () => {
  expect(termOf({}).visited).toEqual(sampledMarginals(batch));
  expect(termOf({ visits: "predicted" }).visited).toBeNull();
});

it("has the direction that is asked for, the appendix's where none is", () => {
  expect(termOf({})).toMatchObject({ direction: "appendix", weights });
  expect(termOf({ policyTerm: "reverse" }).direction).toBe("reverse");
});

it("is linearised with the mixture where there is one, as strongly as the dynamics are fitted with theirs", () => {
  const settings = { components: 2, mixtureWindow: 1, mixtureStride: 1, mixtureSweeps: 4 };
  const random = streamFromSeed(3).state();
  const updated = updatePolicyPrior(emptyPolicyPrior, policy, [batchOf(40)], random, settings, plainMixtureKernels);
  if (updated.status !== "ok") throw new Error(updated.reason);
  const { mixture } = updated.prior;
  const asked = { linearisation: "fit", linearisationResidual: true, prior: mixture, ridge: 1e-6 } as const;
  const strengths = { mean: 3, scatter: 2 };
  const expected = linearisePolicy(policy, batch, { ...asked, strengths }, plainMixtureKernels);
  expect(expected).toMatchObject({ status: "ok", linear: linearOf({ priorMean: 3, priorCovariance: 2 }, mixture) });
  expect(linearOf({}, mixture)).not.toEqual(linearOf({}));
});
