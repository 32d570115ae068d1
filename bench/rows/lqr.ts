/** The sweeps of the maximum-entropy LQR over T steps of dX states and dU actions. */
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import type { TrajectoryKernels } from "../../workers/trajectory/kernels.ts";
import { plainTrajectoryKernels } from "../../workers/trajectory/plain-kernels.ts";
import type { ImprovementProblem } from "../../workers/trajectory/types.ts";
import { WasmTrajectoryKernels } from "../../workers/trajectory/wasm-kernels.ts";
import { type Comparison, type Contest, type Contestant, plainContest } from "../contest.ts";
import { lqrForNumpy, lqrProblem } from "../lqr-data.ts";
import { backwardContestant, forwardContestant } from "../lqr-sweeps.ts";
import type { Row, Tools } from "../row.ts";

type Sweep = (name: string, kernels: TrajectoryKernels, problem: ImprovementProblem) => Contestant;

/** A case of numpy and what is to be reached against it. */
interface Rival {
  name: string;
  kase: string;
  target: number;
}

const walker = () => lqrProblem(500, 18, 6);
const octopus = () => lqrProblem(200, 50, 18);

export const lqrRows: Row[] = [
  row("lqr-backward-18", "LQR backward, T = 500, dX = 18, dU = 6", walker, backwardContestant, [
    { name: "numpy, tuned", kase: "lqr-backward", target: 6 },
    { name: "numpy, straightforward", kase: "lqr-backward-plain", target: 20 },
  ]),
  row("lqr-backward-50", "LQR backward, T = 200, dX = 50, dU = 18", octopus, backwardContestant, [
    { name: "numpy, tuned", kase: "lqr-backward", target: 1.3 },
  ]),
  row("lqr-forward-18", "LQR forward, T = 500, dX = 18, dU = 6", walker, forwardContestant, [
    { name: "numpy, tuned", kase: "lqr-forward", target: 0.9 },
  ]),
  row("lqr-forward-50", "LQR forward, T = 200, dX = 50, dU = 18", octopus, forwardContestant, [
    { name: "numpy, tuned", kase: "lqr-forward", target: 0.9 },
  ]),
];

function row(name: string, title: string, problemOf: () => ImprovementProblem, sweep: Sweep, rivals: Rival[]): Row {
  return { name, title, open: (tools) => openSweep(problemOf(), sweep, rivals, tools) };
}

async function openSweep(problem: ImprovementProblem, sweep: Sweep, rivals: Rival[], tools: Tools): Promise<Contest> {
  const wasm = new WasmTrajectoryKernels(openRuntime(tools.variant));
  const theirs: Contestant[] = [];
  const comparisons: Comparison[] = [];
  for (const { name, kase, target } of tools.numpy ? rivals : []) {
    theirs.push(await tools.numpy!.single.contestant(name, kase, lqrForNumpy(problem)));
    comparisons.push({ ours: "WebAssembly", theirs: name, kind: "speed-up", target });
  }
  return {
    ...plainContest,
    contestants: [sweep("WebAssembly", wasm, problem), sweep("TypeScript", plainTrajectoryKernels, problem), ...theirs],
    comparisons: [...comparisons, { ours: "WebAssembly", theirs: "TypeScript", kind: "speed-up", target: null }],
  };
}
