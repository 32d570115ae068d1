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
  conditions: null,
  condition: null,
  seconds: null,
  episodes: 3,
  seed: 5,
});

describe("evaluation of a file", () => {
  it("does what evaluation of the run does, from the same initial states", async () => {
    const job = { ...jobOf(source, exported), conditions: [exported.start], episodes: 2, seed: 5, steps: 800 };
    const rollouts = await evaluateFile(job, () => {});
    const simulation = await simulatorOf(peg2d);
    const { states } = jumpedStreams(streamFromSeed(5).state(), 2);
    const draws = states.map((stream) => ({ condition: exported.start, stream, smoothing: null, spread: 1 }));
    const { actor } = exported;
    const native = await localSampler(simulation, peg2d).sample([{ actor, draws }], () => {});
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
    const { rollouts, sameModel, conditions } = await evaluateOnnx({ ...evaluation(), seconds: 3 }, fakeTrainer);
    expect([sameModel, conditions]).toEqual([true, "single"]);
    const expected = { condition: "above the slot", validSteps: 300 };
    expect(rollouts).toMatchObject([expected, expected, expected]);
    expect((await evaluateOnnx({ ...evaluation(), condition: "above the slot" }, fakeTrainer)).rollouts).toHaveLength(
      3,
    );
    expect((await evaluateOnnx({ ...evaluation(), model: "another" }, fakeTrainer)).sameModel).toBe(false);
  });

  it("takes a policy through all conditions of its run's set, or of another, for any time", async () => {
    const [policy] = actorFiles(policySource(peg2d, [4], (as) => as));
    const policyFile = path.join(temporary.folder, "policy.onnx");
    writeFileSync(policyFile, policy.onnx);
    const tried = async (change: object) => {
      const wanted = { ...evaluation(), file: policyFile, episodes: 1, ...change };
      return (await evaluateOnnx(wanted, fakeTrainer)).rollouts.map(({ condition }) => condition);
    };
    expect(await tried({})).toEqual(["above the slot"]);
    const [, { trained, heldOut }] = peg2d.description.conditionSets;
    const names = [...trained, ...heldOut].map(({ name }) => name);
    expect(await tried({ conditions: "slots", seconds: 20 })).toEqual(names);
    expect(await tried({ conditions: "slots", condition: "held-out" })).toEqual(names.slice(4));
    expect(metadataFrom("a file", propertiesOf(policy.metadata))).toEqual(policy.metadata);
  });

  it("refuses what does not belong together, and says what does", async () => {
    const changed = (change: object) => evaluateOnnx({ ...evaluation(), ...change }, fakeTrainer);
    await expect(changed({ task: swimmer.description })).rejects.toThrow(/was made for peg2d, not for swimmer/);
    await expect(changed({ condition: "below" })).rejects.toThrow(/"below" is none of the conditions "single"/);
    await expect(changed({ conditions: "none" })).rejects.toThrow(/no conditions "none"; it has: single, slots/);
    const elsewhere = /is a controller for "above the slot" only/;
    for (const condition of ["trained", "all", "slot at +33 mm"])
      await expect(changed({ conditions: "slots", condition })).rejects.toThrow(elsewhere);
    await expect(changed({ seconds: 9 })).rejects.toThrow(/acts for 8 s; 9 s are asked for/);
    await expect(changed({ file: path.join(temporary.folder, "none.onnx") })).rejects.toThrow(/cannot be read/);
    const states = [...peg2d.description.states].reverse();
    await expect(changed({ task: { ...peg2d.description, states } })).rejects.toThrow(
      /sees "shoulder angle" at 0 of the state, where peg2d has "wrist velocity"/,
    );
    await expect(changed({ task: { ...peg2d.description, steps: 900 } })).rejects.toThrow(/controls 800 steps/);
    const other = path.join(temporary.folder, "other.onnx");
    // An ONNX file of somebody else's: a ModelProto with nothing but its version.
    writeFileSync(other, Uint8Array.of(0x08, 0x08));
    await expect(changed({ file: other })).rejects.toThrow(/other\.onnx does not say what it is: format/);
  });
});
