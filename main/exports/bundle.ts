/**
 * A bundle: everything that a policy or the controllers of a run need to act elsewhere, in one zip.
 *
 *   policy.onnx or controller-CONDITION.onnx   what acts
 *   policy.json                                what each of them is, with its self-test
 *   reference.json                             inputs and outputs, to compare another runtime with
 *   model.xml                                  the robot
 *   run.py, forces.py                          the closed loop in Python; forces beside MuJoCo's own, where there are some
 *   README.md
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { zipSync } from "fflate";
import type { ReferencePairs } from "../../workers/exported/contract.ts";
import type { GaussianPolicy } from "../../workers/policy/gaussian-policy.ts";
import { exportsFolder } from "../paths.ts";
import type { ActorSource } from "./actor-files.ts";
import { bundleReadme } from "./bundle-readme.ts";
import type { TriedFile } from "./self-test.ts";

/** The same run exports to the same bytes. */
const zipOptions = { mtime: new Date(1980, 0, 1), level: 6 } as const;

export function bundleOf(source: ActorSource, files: readonly TriedFile[]): Uint8Array {
  const { task, model } = source;
  const forces = forcesFile(task.name);
  const texts = {
    "README.md": bundleReadme(task, files, forces !== null),
    "model.xml": model,
    "policy.json": json({ format: "guidepost-bundle-1", files: files.map((file) => aboutFile(source, file)) }),
    "reference.json": json(
      Object.fromEntries(files.map(({ name, pairs, metadata }) => [name, pairRows(pairs, metadata)])),
    ),
    "run.py": readFileSync(path.join(exportsFolder, "run.py"), "utf8"),
    ...(forces === null ? {} : { "forces.py": forces }),
  };
  const encoded = Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  const onnx = files.map((file) => [file.name, file.onnx] as const);
  return zipSync(Object.fromEntries([...onnx, ...encoded]), zipOptions);
}

/** The Python of the forces that a task has beside MuJoCo's own; null where it has none. */
function forcesFile(task: string): string | null {
  const file = path.join(exportsFolder, "forces", `${task}.py`);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function aboutFile({ task }: ActorSource, { name, metadata, actor, numbers, start }: TriedFile): object {
  return {
    onnx: name,
    ...metadata,
    states: task.states.map((state) => ({ name: state.name, unit: state.unit })),
    initialState: { mean: start.mean, std: start.std },
    shifts: start.shifts,
    tip: task.sites.tip,
    target: task.sites.target,
    policy: actor.kind === "policy" ? aboutPolicy(actor.policy) : null,
    selfTest: numbers,
  };
}

/** The policy's parts that its graph holds in single precision; its weights are in the graph only. */
function aboutPolicy({ whitening, network, scaling, covariance, deviations }: GaussianPolicy): object {
  const dU = scaling.offset.length;
  return {
    layers: network.shape.sizes,
    activation: network.shape.activation,
    whitening: { mean: [...whitening.mean], scale: [...whitening.scale] },
    scaling: { offset: [...scaling.offset], scale: [...scaling.scale] },
    covariance: deviations === null ? rowsOf(covariance, dU) : null,
    deviationLayers: deviations?.shape.sizes ?? null,
  };
}

function pairRows(
  { count, timeSteps, observations, outputs }: ReferencePairs,
  { inputs }: TriedFile["metadata"],
): object {
  const rows = (values: Float32Array) => rowsOf(values, values.length / count);
  const seen = { [inputs[inputs.length - 1]]: rows(observations) };
  return {
    inputs: timeSteps === null ? seen : { time_index: timeSteps, ...seen },
    outputs: { mean: rows(outputs.mean), std: rows(outputs.std), action: rows(outputs.action) },
  };
}

function rowsOf(values: ArrayLike<number>, width: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / width }, (_, i) => all.slice(i * width, (i + 1) * width));
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
