import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluateFile } from "../../workers/exported/evaluate-file.ts";
import { jumpedStreams, streamFromSeed } from "../../workers/math/random.ts";
import { localSampler } from "../../workers/sampling/local-sampler.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import { swimmer } from "../../workers/systems/swimmer/swimmer.ts";
import { simulatorOf } from "../../workers/testing/systems.ts";
import { actorFiles } from "../exports/actor-files.ts";
import { metadataFrom, propertiesOf } from "../exports/actor-metadata.ts";
import { controllerSource, jobOf, policySource } from "../exports/testing/sources.ts";
import { evaluateOnnx } from "./evaluate-onnx.ts";
import { fakeTrainer, temporaryFolder } from "./testing/fake-engine.ts";

const source = controllerSource(peg2d);
const [exported] = actorFiles(source);
let temporary: ReturnType<typeof temporaryFolder>;
let file: string;

beforeAll(() => {
  temporary = temporaryFolder();
  file = path.join(temporary.folder, "controller.onnx");
  writeFileSync(file, exported.onnx);
});
afterAll(() => temporary.remove());

const evaluation = () => ({
  file,
  task: peg2d.description,
  model: source.model,
  condition: null,
  episodes: 3,
  seed: 5,
});

describe("evaluation of a file", () => {
  it("does what evaluation of the run does, from the same initial states", async () => {
    const job = { ...jobOf(source, exported), start: exported.start, episodes: 2, seed: 5 };
    const rollouts = await evaluateFile(job);
    const simulation = await simulatorOf(peg2d);
    const { states } = jumpedStreams(streamFromSeed(5).state(), 2);
    const draws = states.map((stream) => ({ stream, smoothing: null, spread: 1 }));
    const { actor } = exported;
    const native = await localSampler(simulation, peg2d).sample(actor, draws, () => {});
    simulation.dispose();
    expect(rollouts).toHaveLength(2);
    rollouts.forEach((rollout, i) => {
      expect(rollout.states.subarray(0, 6)).toEqual(native[i].states.subarray(0, 6));
      expect(rollout.metric).toBeCloseTo(native[i].metric, 5);
      expect(rollout.cost).toBeCloseTo(native[i].cost, 2);
    });
    expect(rollouts[0].metric).not.toBe(rollouts[1].metric);
  });

  it("hands the worker what the file says of itself", async () => {
    const { rollouts, sameModel } = await evaluateOnnx({ ...evaluation(), condition: "above the slot" }, fakeTrainer);
    expect([rollouts.length, sameModel]).toEqual([3, true]);
    expect((await evaluateOnnx({ ...evaluation(), model: "another" }, fakeTrainer)).sameModel).toBe(false);
  });

  it("draws a policy's initial states from the task's first condition, as the file names none", async () => {
    const [policy] = actorFiles(policySource(peg2d, [4], (as) => as));
    const policyFile = path.join(temporary.folder, "policy.onnx");
    writeFileSync(policyFile, policy.onnx);
    expect((await evaluateOnnx({ ...evaluation(), file: policyFile }, fakeTrainer)).rollouts).toHaveLength(3);
    expect(metadataFrom(propertiesOf(policy.metadata))).toEqual(policy.metadata);
  });

  it("refuses what does not belong together, and says what does", async () => {
    const changed = (change: object) => evaluateOnnx({ ...evaluation(), ...change }, fakeTrainer);
    await expect(changed({ task: swimmer.description })).rejects.toThrow(/was made for peg2d, not for swimmer/);
    await expect(changed({ condition: "below" })).rejects.toThrow(/no condition "below"; it has "above the slot"/);
    await expect(changed({ file: path.join(temporary.folder, "none.onnx") })).rejects.toThrow(/cannot be read/);
    const states = [...peg2d.description.states].reverse();
    await expect(changed({ task: { ...peg2d.description, states } })).rejects.toThrow(
      /sees "shoulder angle" at 0 of the state, where peg2d has "wrist velocity"/,
    );
    await expect(changed({ task: { ...peg2d.description, steps: 900 } })).rejects.toThrow(/controls 800 steps/);
    const other = path.join(temporary.folder, "other.onnx");
    // An ONNX file of somebody else's: a ModelProto with nothing but its version.
    writeFileSync(other, Uint8Array.of(0x08, 0x08));
    await expect(changed({ file: other })).rejects.toThrow(/does not say what it is: format/);
  });
});
