/** A bundle as it is used elsewhere: its own program, with Python's ONNX Runtime and MuJoCo, where Python has them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { nativeMean, nativeRollout } from "../../workers/exported/native-actor.ts";
import { selfTest } from "../../workers/exported/self-test.ts";
import { Simulation } from "../../workers/physics/simulation.ts";
import type { TaskDescription } from "../../workers/systems/description.ts";
import { octopus } from "../../workers/systems/octopus/octopus.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import { swimmer } from "../../workers/systems/swimmer/swimmer.ts";
import type { System } from "../../workers/systems/system.ts";
import { type ActorFile, type ActorSource, actorFiles } from "./actor-files.ts";
import { bundleOf } from "./bundle.ts";
import { controllerSource, jobOf, policySource } from "./testing/sources.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-run-py-"));
afterAll(() => rmSync(folder, { recursive: true }));

const python = (...argv: string[]) => execFileSync("python3", argv, { cwd: folder, encoding: "utf8", stdio: "pipe" });
const isThere = spawnSync("python3", ["-c", "import mujoco, numpy, onnxruntime"]).status === 0;

/** [seconds, dX] of a rollout's first second, after which a contact may make much of a rounding. */
function firstSecond(states: ArrayLike<number>, { stateDim, dt }: TaskDescription): number[] {
  return Array.from(states).slice(0, Math.round(1 / dt) * stateDim);
}

/** As this project evaluates what is in the file. */
async function nativeStates(system: System, source: ActorSource, { actor, start }: ActorFile): Promise<Float64Array> {
  const simulation = await Simulation.load(source.model, system.forces);
  const from = { condition: start, actor: actor.kind, initialState: Float64Array.from(start.mean) };
  const { states } = nativeRollout(simulation, system, nativeMean(actor), from);
  simulation.dispose();
  return states;
}

async function unpacked(source: ActorSource): Promise<ActorFile> {
  const [file] = actorFiles(source);
  const tried = await selfTest(jobOf(source, file));
  if (tried.status !== "passed") throw new Error(tried.reason);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const bundle = bundleOf(source, [{ ...file, numbers: tried.numbers, pairs: tried.pairs }]);
  for (const [name, bytes] of Object.entries(unzipSync(bundle))) writeFileSync(path.join(folder, name), bytes);
  return file;
}

describe.runIf(isThere)("run.py", () => {
  test.each<[string, System, ActorSource]>([
    ["a policy among moved slots", peg2d, { ...policySource(peg2d, [8], (policy) => policy), conditions: "slots" }],
    ["a policy in water", swimmer, policySource(swimmer, [8], (policy) => policy)],
    ["controllers", peg2d, controllerSource(peg2d)],
    ["controllers of muscles", octopus, controllerSource(octopus)],
  ])("%s", async (_, system, source) => {
    const file = await unpacked(source);
    expect(python("run.py", "--check")).toContain(`${file.name} action: largest difference`);
    const native = firstSecond(await nativeStates(system, source, file), system.description);
    const rollout = `import json, run; print(json.dumps(run.rollout("${file.name}")[0].ravel().tolist()))`;
    const there = firstSecond(JSON.parse(python("-c", rollout)), system.description);
    expect(there.length).toBeGreaterThan(0);
    expect(there).toHaveLength(native.length);
    const largest = Math.max(...native.map(Math.abs));
    for (const [i, value] of there.entries()) expect(Math.abs(value - native[i])).toBeLessThan(1e-5 * largest);
    expect(python("run.py")).toContain(`${file.name}: `);
  });

  test("bodies stand where the condition has them", async () => {
    const source = { ...policySource(peg2d, [8], (policy) => policy), conditions: "slots" };
    const { name, start } = await unpacked(source);
    const moved = `import json, mujoco, run
drawn, used = mujoco.MjModel.from_xml_path("model.xml"), run.rollout("${name}")[1]
print(json.dumps([(used.body(i).pos - drawn.body(i).pos).tolist() for i in range(drawn.nbody) if (used.body(i).pos != drawn.body(i).pos).any()]))`;
    const there = JSON.parse(python("-c", moved)) as number[][];
    expect(there).toHaveLength(start.shifts.length);
    expect(there.length).toBeGreaterThan(0);
    for (const [i, { by }] of start.shifts.entries())
      for (const [axis, metres] of by.entries()) expect(there[i][axis]).toBeCloseTo(metres, 12);
  });

  test("a file that says something else is found", async () => {
    const { name } = await unpacked(policySource(swimmer, [8], (policy) => policy));
    const other = policySource(swimmer, [8], (policy) => ({
      ...policy,
      covariance: policy.covariance.map((v) => 4 * v),
    }));
    const [changed] = actorFiles(other);
    writeFileSync(path.join(folder, name), changed.onnx);
    expect(() => python("run.py", "--check")).toThrow(/says something else here/);
  });
});
