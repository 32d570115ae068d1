import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { openRuntime } from "../math/wasm/runtime.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { policyOptionsSchema } from "./config.ts";
import { initialPolicy } from "./initial-policy.ts";
import type { NetworkKernels } from "./kernels.ts";
import type { Lessons } from "./lessons.ts";
import { policyObjective } from "./objective.ts";
import { plainNetworkKernels } from "./plain-kernels.ts";
import { policyCovariance, policyMean } from "./policy-mean.ts";
import { lessonsOf, randomPolicy, randomTeacher, randomVisits } from "./testing/policies.ts";
import { type TrainingResult, trainPolicy } from "./train-policy.ts";
import { wasmNetworkKernels } from "./wasm-kernels.ts";

const [T, dX, dU] = [10, 3, 2];
const kernels = wasmNetworkKernels(openRuntime(supportedVariants()[0]));
const options = (given: object) => policyOptionsSchema.parse(given);
const sees = [0, 1, 2];

function trained(result: TrainingResult) {
  if (result.status !== "ok") throw new Error(result.status);
  return result;
}

/** A controller that does the same at every step. */
function steadyTeacher() {
  const teacher = randomTeacher(T, dX, dU, 1);
  const { gains, offsets } = teacher.controller;
  for (let t = 1; t < T; t++) {
    gains.copyWithin(t * dU * dX, 0, dU * dX);
    offsets.copyWithin(t * dU, 0, dU);
  }
  return teacher;
}

describe("training a policy", () => {
  it.each<[string, NetworkKernels]>([
    ["plain", plainNetworkKernels],
    ["wasm", kernels],
  ])("makes a linear one of a controller that does the same at every step (%s)", (_, set) => {
    const lessons = lessonsOf([randomVisits(0, 8, T, dX, 2)], [steadyTeacher()]);
    const linear = options({ hiddenLayers: 0, policyEvaluations: 200, policyPrecision: "double" });
    const start = initialPolicy(linear, sees, lessons, streamFromSeed(3));
    const { policy, report } = trained(trainPolicy(start, lessons, linear, set));
    policyMean(policy, lessons.count, lessons.states).forEach((value, i) => {
      expect(value).toBeCloseTo(lessons.targets[i], 4);
    });
    // What is left is the covariance's part, which is that of r = 0.
    const own = { ...lessons, targets: policyMean(policy, lessons.count, lessons.states) };
    expect(report.mismatch).toBeCloseTo(report.after.total - policyObjective(policy, own).total, 9);
    expect(report.after.total).toBeLessThan(report.before.total);
    expect(report.evaluations).toMatchObject({ single: 0, deviations: 0 });
  });

  it("learns what another network of its shape says, and goes on from what it has learnt", () => {
    const lessons: Lessons = lessonsOf([randomVisits(0, 40, T, dX, 4)], [steadyTeacher()]);
    lessons.targets.set(policyMean(randomPolicy(sees, dU, 6), lessons.count, lessons.states));
    const some = options({ units: 5, policyEvaluations: 150 });
    const start = initialPolicy(some, sees, lessons, streamFromSeed(7));
    const first = trained(trainPolicy(start, lessons, some, kernels));
    const second = trained(trainPolicy(first.policy, lessons, some, kernels));
    const errorOf = ({ policy }: typeof first) =>
      policyMean(policy, lessons.count, lessons.states).reduce((sum, u, i) => sum + (u - lessons.targets[i]) ** 2, 0);
    const variance = lessons.targets.reduce((sum, u) => sum + u * u, 0);
    expect(errorOf(first) / variance).toBeLessThan(1e-2);
    expect(second.report.before).toEqual(first.report.after);
    expect(errorOf(second)).toBeLessThanOrEqual(errorOf(first));
    expect(first.report.evaluations.single + first.report.evaluations.double).toBeLessThanOrEqual(150);
  });

  it("learns where the teacher is sure of itself", () => {
    // Two teachers who cannot both be right: the policy, which is not told the condition, sides with the precise one.
    const [sure, unsure] = [steadyTeacher(), randomTeacher(T, dX, dU, 9)];
    unsure.controller.covariances.forEach((value, i, all) => {
      all[i] = 1e6 * value;
    });
    const states = randomVisits(0, 8, T, dX, 2);
    const lessons = lessonsOf([states, { ...states, condition: 1 }], [sure, unsure]);
    const linear = options({ hiddenLayers: 0 });
    const start = initialPolicy(linear, sees, lessons, streamFromSeed(3));
    const { policy } = trained(trainPolicy(start, lessons, linear, kernels));
    policyMean(policy, 8 * T, states.states).forEach((value, i) => {
      expect(Math.abs(value - lessons.targets[i])).toBeLessThan(0.01);
    });
  });

  it("finds how the covariance depends on the state", () => {
    // C = e^{2x} at states x of one entry: a linear network of deviations says d = x.
    const N = 30;
    const x = Float64Array.from({ length: N }, (_, t) => -1 + (2 * t) / (N - 1));
    const controller = {
      gains: new Float64Array(N),
      offsets: new Float64Array(N),
      covariances: x.map((value) => Math.exp(2 * value)),
    };
    const lessons = lessonsOf(
      [{ condition: 0, by: "controller", states: x, validSteps: [N] }],
      [{ controller, weights: new Float64Array(N).fill(0.01), path: x }],
    );
    const linear = options({ hiddenLayers: 0, policyCovariance: "state" });
    const start = initialPolicy(linear, [0], lessons, streamFromSeed(1));
    const { policy, report } = trained(trainPolicy(start, lessons, linear, kernels));
    for (const value of [-1, 0.3, 1]) {
      expect(Math.log(policyCovariance(policy, Float64Array.of(value))[0]) / 2).toBeCloseTo(value, 3);
    }
    expect(report.evaluations.deviations).toBeGreaterThan(1);
    // d = x is the controller's own covariance, and so a divergence of nothing.
    expect(report.after.divergence).toBeCloseTo(0, 5);
  });

  it("starts deviations where the constant covariance is", () => {
    const lessons = lessonsOf([randomVisits(0, 8, T, dX, 2)], [steadyTeacher()]);
    const start = initialPolicy(options({ policyCovariance: "state" }), sees, lessons, streamFromSeed(3));
    const covariance = policyCovariance(start, lessons.states.slice(0, dX));
    expect(covariance[0]).toBeCloseTo(start.covariance[0], 12);
    expect(covariance[3]).toBeCloseTo(start.covariance[3], 12);
  });

  it("gives the same bytes for the same lessons and seed", () => {
    const lessons = lessonsOf([randomVisits(0, 8, T, dX, 2)], [steadyTeacher()]);
    for (const policyCovariance of ["constant", "state"]) {
      const some = options({ policyCovariance, policyEvaluations: 30 });
      const [one, other] = [0, 1].map(() =>
        trainPolicy(initialPolicy(some, sees, lessons, streamFromSeed(3)), lessons, some, kernels),
      );
      expect(other).toEqual(one);
    }
  });

  it("says when there is nothing to learn from, and when numbers are not finite", () => {
    const teacher = steadyTeacher();
    const lessons = lessonsOf([randomVisits(0, 8, T, dX, 2)], [teacher]);
    const policy = initialPolicy(options({}), sees, lessons, streamFromSeed(3));
    const idle = lessonsOf([randomVisits(0, 8, T, dX, 2)], [{ ...teacher, weights: new Float64Array(T) }]);
    const none = lessonsOf([], [teacher]);
    for (const nothing of [idle, none]) {
      expect(trainPolicy(policy, nothing, options({}), kernels)).toEqual({ status: "no-weight" });
    }
    const broken = { ...policy, network: { ...policy.network, parameters: policy.network.parameters.map(() => NaN) } };
    expect(trainPolicy(broken, lessons, options({}), kernels)).toEqual({ status: "not-finite" });
  });
});
