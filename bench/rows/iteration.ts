/** A whole iteration of the walker's size, simulation apart, on synthetic data. */
import { wasmMixtureKernels } from "../../workers/dynamics/wasm-kernels.ts";
import type { WasmRuntime } from "../../workers/math/wasm/runtime.ts";
import { wasmNetworkKernels } from "../../workers/policy/wasm-kernels.ts";
import { WasmTrajectoryKernels } from "../../workers/trajectory/wasm-kernels.ts";
import { type Comparison, type Contest, type Contestant, local, plainContest } from "../contest.ts";
import { openShared } from "../crews.ts";
import {
  type IterationKernels,
  type IterationProblem,
  iterate,
  iterationForNumpy,
  walkerIteration,
} from "../iteration.ts";
import type { Row, Tools } from "../row.ts";

export const iterationRows: Row[] = [
  {
    name: "iteration",
    title: "whole iteration of the walker's size",
    open: (tools) => openIteration(walkerIteration(), tools),
  },
];

async function openIteration(problem: IterationProblem, tools: Tools): Promise<Contest> {
  const runtime = await openShared(tools);
  const kernels = wasmIterationKernels(runtime);
  const [f64, f32] = [
    `WebAssembly, f64, ${tools.threads} threads`,
    `WebAssembly, f32 training, ${tools.threads} threads`,
  ];
  const double = () => iterate(problem, kernels, "double");
  const theirs: Contestant[] = [];
  const comparisons: Comparison[] = [];
  for (const numpy of tools.numpy ? [tools.numpy.single, tools.numpy.threaded] : []) {
    const name = `numpy, ${numpy.threads} ${numpy.threads === 1 ? "thread" : "threads"}`;
    theirs.push(await numpy.contestant(name, "iteration", iterationForNumpy(problem)));
    comparisons.push({ ours: f64, theirs: name, kind: "share", target: 0.5 });
    comparisons.push({ ours: f32, theirs: name, kind: "share", target: 0.3 });
  }
  return {
    ...plainContest,
    contestants: [local(f64, double, double), local(f32, () => iterate(problem, kernels, "single")), ...theirs],
    comparisons,
    close: () => runtime.crew.close(),
  };
}

export function wasmIterationKernels(runtime: WasmRuntime): IterationKernels {
  return {
    mixture: wasmMixtureKernels(runtime),
    trajectory: new WasmTrajectoryKernels(runtime),
    network: wasmNetworkKernels(runtime),
  };
}
