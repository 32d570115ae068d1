import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { selfTest } from "../../workers/exported/self-test.ts";
import { streamFromSeed } from "../../workers/math/random.ts";
import { conditionSetOf, firstCondition } from "../../workers/systems/description.ts";
import { systemOf, taskDescriptions } from "../../workers/systems/index.ts";
import { octopus } from "../../workers/systems/octopus/octopus.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import { swimmer } from "../../workers/systems/swimmer/swimmer.ts";
import type { System } from "../../workers/systems/system.ts";
import { exportsFolder } from "../paths.ts";
import { type ActorSource, actorFiles } from "./actor-files.ts";
import { bundleOf } from "./bundle.ts";
import { controllerSource, jobOf, policySource } from "./testing/sources.ts";

async function bundled(source: ActorSource): Promise<Uint8Array> {
  const [file] = actorFiles(source);
  const result = await selfTest(jobOf(source, file));
  if (result.status !== "passed") throw new Error(result.reason);
  return bundleOf(source, [{ ...file, numbers: result.numbers, pairs: result.pairs }]);
}

test("a bundle of a policy holds all that it takes to run it", async () => {
  const source = policySource(swimmer, [8], (policy) => policy);
  const bundle = await bundled(source);
  const entries = unzipSync(bundle);
  const names = ["README.md", "forces.py", "model.xml", "policy.json", "policy.onnx", "reference.json", "run.py"];
  expect(Object.keys(entries).sort()).toEqual(names.sort());
  expect(strFromU8(entries["model.xml"])).toBe(source.model);
  const [about] = JSON.parse(strFromU8(entries["policy.json"])).files;
  expect(about).toMatchObject({
    onnx: "policy.onnx",
    kind: "policy",
    task: "swimmer",
    controlPeriod: 0.05,
    seed: 7,
    configHash: "c0ffee",
    versions: { app: "1.2.3" },
    licence: "MIT",
    initialState: { mean: firstCondition(swimmer.description).mean },
    policy: { layers: [9, 8, 2], activation: "softplus", whitening: { mean: [...source.policy!.whitening.mean] } },
  });
  expect(about.observations[0]).toEqual({ name: "y", unit: "m", index: 1 });
  expect(about.actions[1]).toEqual({ name: "rear torque", unit: "N·m", low: -60, high: 60 });
  const pairs = JSON.parse(strFromU8(entries["reference.json"]))["policy.onnx"];
  expect(pairs.inputs.observation).toHaveLength(16);
  expect(pairs.outputs.action[15]).toHaveLength(2);
  const readme = strFromU8(entries["README.md"]);
  expect(readme).toContain("| `observation` [N, 9], float | 0 | y | m | 1 |");
  expect(readme).toContain("npx guidepost evaluate --onnx policy.onnx --task swimmer");
  expect(readme).toContain('judges by, "Mean forward speed');
  expect(Buffer.from(await bundled(source)).equals(bundle)).toBe(true);
});

test("a bundle of a controller has the time step among its inputs", async () => {
  const entries = unzipSync(await bundled(controllerSource(peg2d)));
  expect(Object.keys(entries)).not.toContain("forces.py");
  const pairs = JSON.parse(strFromU8(entries["reference.json"]))["controller-above-the-slot.onnx"];
  expect(pairs.inputs.time_index.slice(0, 2)).toEqual([0, 49]);
  expect(strFromU8(entries["README.md"])).toContain("`time_index` runs from 0 to 799");
});

test("a bundle tells which bodies stand elsewhere than in its model", async () => {
  const entries = unzipSync(await bundled({ ...policySource(peg2d, [8], (policy) => policy), conditions: "slots" }));
  const [about] = JSON.parse(strFromU8(entries["policy.json"])).files;
  const [first] = conditionSetOf(peg2d.description, "slots")!.trained;
  expect(about).toMatchObject({ conditions: "slots", condition: null, shifts: first.shifts });
  expect(first.shifts).not.toEqual([]);
  expect(strFromU8(entries["README.md"])).toContain("`run.py` moves them");
  expect(strFromU8(unzipSync(await bundled(controllerSource(peg2d)))["README.md"])).not.toContain("moves them");
});

test.each(taskDescriptions.map(({ name }) => name))("forces beside MuJoCo's own are told of: %s", (task) => {
  expect(existsSync(path.join(exportsFolder, "forces", `${task}.py`))).toBe(systemOf(task).forces !== null);
});

const numpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

test.runIf(numpy).each<[string, System, (normal: () => number) => number[]]>([
  ["swimmer", swimmer, (normal) => Array.from({ length: 5 }, normal)],
  // Vertices near their rest, where no chamber is turned inside out.
  [
    "octopus",
    octopus,
    (normal) =>
      firstCondition(octopus.description)
        .mean.slice(0, 25)
        .map((q) => q + 0.02 * normal()),
  ],
])("the forces in Python are those of this project: %s", (task, system, positionsOf) => {
  const { normal } = streamFromSeed(4);
  const { actionDim, stateDim } = system.description;
  const cases = Array.from({ length: 5 }, () => ({
    q: positionsOf(normal),
    v: Array.from({ length: stateDim / 2 }, normal),
    action: Array.from({ length: actionDim }, normal),
  }));
  const script = `
import json, sys
sys.path.insert(0, sys.argv[1])
import numpy as np, ${task}
cases = json.loads(sys.argv[2])
print(json.dumps([list(${task}.generalised(np.array(c["q"]), np.array(c["v"]), np.array(c["action"]), 0.0025)) for c in cases]))`;
  const args = ["-B", "-c", script, path.join(exportsFolder, "forces"), JSON.stringify(cases)];
  const forces = JSON.parse(execFileSync("python3", args, { encoding: "utf8" })) as number[][];
  for (const [i, { q, v, action }] of cases.entries()) {
    const out = new Float64Array(q.length);
    const [positions, velocities, actions] = [q, v, action].map((values) => Float64Array.from(values));
    system.forces?.generalised(positions, velocities, actions, 0.0025, out);
    const largest = Math.max(...out.map(Math.abs));
    forces[i].forEach((force, j) => {
      expect(Math.abs(force - out[j])).toBeLessThan(1e-9 * largest);
    });
  }
});
