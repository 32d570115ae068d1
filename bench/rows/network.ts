/** Loss and gradient of a policy network, 18 inputs, 40 soft rectifiers, 6 outputs, on 10,000 samples. */
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import type { NetworkKernels, Precision } from "../../workers/policy/kernels.ts";
import type { Loss } from "../../workers/policy/loss.ts";
import { plainNetworkKernels } from "../../workers/policy/plain-kernels.ts";
import { fitNetwork } from "../../workers/policy/train.ts";
import { wasmNetworkKernels } from "../../workers/policy/wasm-kernels.ts";
import { type Comparison, type Contest, type Contestant, local, plainContest, scoped } from "../contest.ts";
import { type NetworkProblem, networkForNumpy, networkProblem } from "../network-data.ts";
import type { Row, Tools } from "../row.ts";

export const networkRows: Row[] = [
  { name: "network-gradient", title: "network loss and gradient, 10,000 × 18 → 40 → 6", open: openGradient },
  { name: "network-fit", title: "500 evaluations of L-BFGS, 10,000 × 18 → 40 → 6", open: openFit },
];

async function openGradient({ variant, numpy }: Tools): Promise<Contest> {
  const problem = networkProblem(10_000, 18, 40, 6);
  const wasm = wasmNetworkKernels(openRuntime(variant));
  const data = networkForNumpy(problem);
  const theirs: Contestant[] = [];
  for (const type of numpy ? ["f64", "f32"] : []) {
    theirs.push(await numpy!.single.contestant(`numpy, ${type}`, `network-${type}`, data));
  }
  return {
    ...plainContest,
    contestants: [
      gradientContestant("WebAssembly, f64", wasm, problem, "double"),
      gradientContestant("WebAssembly, f32", wasm, problem, "single"),
      gradientContestant("TypeScript", plainNetworkKernels, problem, "double"),
      ...theirs,
    ],
    comparisons: [
      ...(numpy ? againstNumpy : []),
      { ours: "WebAssembly, f64", theirs: "TypeScript", kind: "speed-up", target: null },
    ],
  };
}

/** Like with like, and the answer to what single precision gains. */
const againstNumpy: Comparison[] = [
  { ours: "WebAssembly, f64", theirs: "numpy, f64", kind: "speed-up", target: 1 },
  { ours: "WebAssembly, f32", theirs: "numpy, f32", kind: "speed-up", target: 1.3 },
];

/** Training against its evaluations alone: the rest is what L-BFGS itself costs. */
async function openFit({ variant }: Tools): Promise<Contest> {
  const problem = networkProblem(10_000, 18, 40, 6);
  const { shape, samples, parameters } = problem;
  const wasm = wasmNetworkKernels(openRuntime(variant));
  const limits = { history: 10, maxEvaluations: EVALUATIONS, gradientTolerance: 0, valueTolerance: 0 };
  const fitIn = (precision: Precision) => () =>
    fitNetwork(wasm, shape, samples, parameters, { ...limits, precision, polishEvaluations: EVALUATIONS / 10 });
  const gradient = new Float64Array(parameters.length);
  const evaluate = () =>
    wasm.withLoss(shape, samples, "double", (loss) => {
      for (let i = 0; i < EVALUATIONS; i++) loss(parameters, gradient);
    });
  return {
    ...plainContest,
    contestants: [
      local("L-BFGS, f64", fitIn("double")),
      local("L-BFGS, f32 then f64", fitIn("single")),
      local("evaluations alone, f64", evaluate),
    ],
    comparisons: [
      { ours: "L-BFGS, f64", theirs: "evaluations alone, f64", kind: "percent", target: null },
      { ours: "L-BFGS, f32 then f64", theirs: "L-BFGS, f64", kind: "share", target: null },
    ],
  };
}

const EVALUATIONS = 500;

/** Single precision is timed only: it does not agree as closely as the check asks for. */
export function gradientContestant(
  name: string,
  kernels: NetworkKernels,
  { shape, samples, parameters }: NetworkProblem,
  precision: Precision,
): Contestant {
  const gradient = new Float64Array(parameters.length);
  const within = <T>(use: (loss: Loss) => T) => kernels.withLoss(shape, samples, precision, use);
  const evaluate = (loss: Loss) => loss(parameters, gradient);
  return scoped(name, within, evaluate, (loss) => {
    const value = evaluate(loss);
    return precision === "single" ? {} : { loss: Float64Array.of(value), gradient: gradient.slice() };
  });
}
