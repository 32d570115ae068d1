/** How kernels share out over threads: the same work by a crew of several and by one alone. */

import { wasmMixtureKernels } from "../../workers/dynamics/wasm-kernels.ts";
import type { WasmRuntime } from "../../workers/math/wasm/runtime.ts";
import { wasmNetworkKernels } from "../../workers/policy/wasm-kernels.ts";
import { type Contest, type Contestant, plainContest } from "../contest.ts";
import { openCrews } from "../crews.ts";
import { clusters, softAssignment } from "../mixture-data.ts";
import { eStepContestant, mStepContestant } from "../mixture-steps.ts";
import { networkProblem } from "../network-data.ts";
import { regressionProblem } from "../regression-data.ts";
import type { Row, Tools } from "../row.ts";
import { gradientContestant } from "./network.ts";
import { regressionContestant } from "./regression.ts";

type OnRuntime = (name: string, runtime: WasmRuntime) => Contestant;

export const threadRows: Row[] = [
  row("e-step", "mixture E-step, d = 42", 1.7, () => {
    const points = clusters(10_000, 42, 20);
    return (name, runtime) => eStepContestant(name, wasmMixtureKernels(runtime), points);
  }),
  row("m-step", "mixture M-step, d = 42", null, () => {
    const points = clusters(10_000, 42, 20);
    const responsibilities = softAssignment(points);
    return (name, runtime) => mStepContestant(name, wasmMixtureKernels(runtime), points, responsibilities);
  }),
  row("network", "network gradient, f64", 1.7, () => {
    const problem = networkProblem(10_000, 18, 40, 6);
    return (name, runtime) => gradientContestant(name, wasmNetworkKernels(runtime), problem, "double");
  }),
  row("regression", "dynamics with prior", null, () => {
    const problem = regressionProblem(500, 18, 6, 20, 20);
    return (name, runtime) => regressionContestant(name, wasmMixtureKernels(runtime), problem);
  }),
];

function row(name: string, work: string, target: number | null, prepare: () => OnRuntime): Row {
  const open = (tools: Tools) => openThreads(prepare(), target, tools);
  return { name: `threads-${name}`, title: `${work}, over threads`, open };
}

async function openThreads(contestantOn: OnRuntime, target: number | null, tools: Tools): Promise<Contest> {
  const [several, single] = await openCrews(tools);
  return {
    ...plainContest,
    contestants: [several, single].map(({ name, runtime }) => contestantOn(name, runtime)),
    // The targets are for two threads.
    comparisons: [
      { ours: several.name, theirs: single.name, kind: "speed-up", target: tools.threads === 2 ? target : null },
    ],
    close: () => several.runtime.crew.close(),
  };
}
