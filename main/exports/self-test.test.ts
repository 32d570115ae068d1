import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfTest } from "../../workers/exported/self-test.ts";
import { withDeviations } from "../../workers/policy/testing/policies.ts";
import { conditionSetOf, firstCondition } from "../../workers/systems/description.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import { swimmer } from "../../workers/systems/swimmer/swimmer.ts";
import { fakeTrainer, temporaryFolder } from "../engine/testing/fake-engine.ts";
import { type ActorSource, actorFiles } from "./actor-files.ts";
import { exportActors } from "./actors.ts";
import { controllerSource, jobOf, policySource } from "./testing/sources.ts";

let temporary: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  temporary = temporaryFolder();
});
afterAll(() => temporary.remove());

async function tested(source: ActorSource) {
  const [file] = actorFiles(source);
  return { file, job: jobOf(source, file), result: await selfTest(jobOf(source, file)) };
}

const activated = (activation: "tanh" | "relu" | "softplus") => (policy: NonNullable<ActorSource["policy"]>) => ({
  ...policy,
  network: { ...policy.network, shape: { ...policy.network.shape, activation } },
});

const sources: [string, () => ActorSource][] = [
  ["a linear policy", () => policySource(peg2d, [], (policy) => policy)],
  ["a soft rectifier", () => policySource(swimmer, [40], activated("softplus"))],
  ["two layers of tanh", () => policySource(peg2d, [20, 30], activated("tanh"))],
  ["a rectifier", () => policySource(peg2d, [40], activated("relu"))],
  ["a network of deviations", () => policySource(swimmer, [40], (policy) => withDeviations(policy, 5))],
  ["a controller", () => controllerSource(peg2d)],
  ["a controller in water", () => controllerSource(swimmer)],
];

describe("the self-test", () => {
  it.each(sources)("passes %s, and its numbers are those of rounding", async (_, source) => {
    const { result } = await tested(source());
    if (result.status !== "passed") throw new Error(result.reason);
    const { single, double, firstSecond, metric } = result.numbers;
    expect(single).toBeLessThanOrEqual(1e-6);
    // Rounding shows, or nothing was compared.
    expect(double).toBeGreaterThan(0);
    expect(double).toBeLessThan(1e-5);
    expect(firstSecond).toBeGreaterThan(0);
    expect(firstSecond).toBeLessThan(1e-5);
    expect(metric.exported).not.toBe(metric.native);
    expect(metric.exported).toBeCloseTo(metric.native, 4);
  });

  it.each([sources[1], sources[5]])("fails %s whose file holds one other number", async (_, source) => {
    const { job } = await tested(source());
    const changed = actorFiles(source())[0].actor;
    const numbers = changed.kind === "policy" ? changed.policy.network.parameters : changed.controller.gains;
    numbers.forEach((value, i) => {
      numbers[i] = value * (i % 6 === 1 ? 1.001 : 1);
    });
    const result = await selfTest({ ...job, actor: changed });
    expect(result).toMatchObject({ status: "failed", reason: expect.stringMatching(/outputs differ by \d\.\d+e-\d/) });
  });

  it("fails a file that differs only where the robot goes, and not in the states that it is asked in", async () => {
    const start = firstCondition(peg2d.description).mean[0];
    // A shoulder torque of −2 N·m, and `push` for each 0.1 rad that the shoulder is below `from`.
    const pushed = (from: number, push: number) =>
      policySource(peg2d, [1], (policy) => ({
        ...policy,
        observation: [0],
        whitening: { mean: Float64Array.of(start + 5), scale: Float64Array.of(0.1) },
        network: {
          shape: { sizes: [1, 1, 2], activation: "relu" },
          parameters: Float64Array.of(-1, (from - start - 5) / 0.1, push, 0, -2, 1),
        },
        scaling: { offset: Float64Array.of(0, 0), scale: Float64Array.of(1, 1) },
      }));
    for (const [from, push, reason] of [
      [start + 0.1, 1, /^its rollout's states differ by .* in the first second/],
      [start - 0.3, 1, /^the file's rollout ends ok at .*, the native one ok at .* apart would do/],
      [start - 0.3, 1e-3, /^its outputs on its own way differ by .* of their largest value/],
    ] as const) {
      const { job, result } = await tested(pushed(from, 0));
      expect(result.status).toBe("passed");
      const [{ actor }] = actorFiles(pushed(from, push));
      expect(await selfTest({ ...job, actor })).toMatchObject({
        status: "failed",
        reason: expect.stringMatching(reason),
      });
    }
  });

  it("passes a policy of terms that cancel, as near as single precision is to double, and no file further away", async () => {
    // 1,000 (softplus(õ) − softplus(õ + 0.01)) of the first entry that it sees.
    const source = (weight: number) =>
      policySource(peg2d, [2], (policy) => ({
        ...policy,
        observation: [0],
        whitening: { mean: Float64Array.of(0), scale: Float64Array.of(1) },
        network: {
          shape: { sizes: [1, 2, 2], activation: "softplus" },
          parameters: Float64Array.of(1, 1, 0, 0.01, 1000, 1000, -weight, -weight, 0, 0),
        },
      }));
    const { job, result } = await tested(source(1000));
    if (result.status !== "passed") throw new Error(result.reason);
    expect(result.numbers.double).toBeGreaterThan(2e-6);
    expect(result.numbers.single).toBeLessThanOrEqual(3 * result.numbers.double);
    const [{ actor }] = actorFiles(source(1000.1));
    expect(await selfTest({ ...job, actor })).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/^its outputs differ by/),
    });
  });

  it("passes a robot whose way rounding decides, and tells how far it spreads", async () => {
    // All the torque that there is towards a posture, past it and back.
    const [shoulder, elbow] = firstCondition(peg2d.description).mean;
    const chattering = policySource(peg2d, [], (policy) => ({
      ...policy,
      observation: [0, 1],
      whitening: { mean: Float64Array.of(shoulder + 0.3, elbow - 0.3), scale: Float64Array.of(1, 1) },
      network: {
        shape: { sizes: [2, 2], activation: "relu" },
        parameters: Float64Array.of(-1e5, 0, 0, -1e5, 0, 0),
      },
    }));
    const { result } = await tested(chattering);
    if (result.status !== "passed") throw new Error(result.reason);
    const { firstSecond, rounding, onItsWay } = result.numbers;
    expect(onItsWay).toBeLessThanOrEqual(1e-6);
    expect(firstSecond).toBeGreaterThan(1e-4);
    expect(rounding.wholeWay).toBeGreaterThan(0.01);
  });

  it("fails a file that is shown other entries of the state, and one that is none", async () => {
    const { job } = await tested(policySource(peg2d, [5], (policy) => policy));
    const elsewhere = await selfTest({ ...job, observation: [0, 1, 2, 3, 4] });
    expect(elsewhere.status).toBe("failed");
    const none = await selfTest({ ...job, onnx: job.onnx.subarray(0, 100) });
    expect(none).toMatchObject({ status: "failed", reason: expect.stringContaining("onnxruntime says") });
  });

  it("is asked before anything is written", async () => {
    const target = path.join(temporary.folder, "policy.onnx");
    await expect(exportActors(controllerSource(peg2d), "onnx", target, fakeTrainer)).rejects.toThrow(
      /controller-above-the-slot.onnx was not exported, because it failed its self-test: the fake trainer opens no files/,
    );
    expect(readdirSync(temporary.folder)).toEqual([]);
  });
});

describe("the files", () => {
  it("have the same bytes for the same run", () => {
    const [once, again] = [0, 1].map(() => actorFiles(controllerSource(peg2d))[0].onnx);
    expect(Buffer.from(once).equals(again)).toBe(true);
  });

  it("are one for each condition's controller", () => {
    const source = controllerSource(peg2d);
    const [{ controller }] = source.controllers;
    const { trained } = conditionSetOf(source.task, "slots")!;
    const files = actorFiles({
      ...source,
      conditions: "slots",
      controllers: trained.map(({ name }) => ({ condition: name, controller })),
    });
    expect(files.map(({ name }) => name)).toEqual(
      ["minus-100", "minus-33", "plus-33", "plus-100"].map((place) => `controller-slot-at-${place}-mm.onnx`),
    );
    expect(files.map(({ metadata }) => metadata.condition)).toEqual(trained.map(({ name }) => name));
    expect(files.map(({ start }) => start)).toEqual(trained);
  });
});
