/** A whole iteration of the walker's size, simulation apart. */
import { openKernels } from "../../workers/kernels/kernels.ts";
import type { Precision } from "../../workers/policy/kernels.ts";
import { type Comparison, type Contest, type Contestant, local, plainContest } from "../contest.ts";
import { kernelScript } from "../crews.ts";
import { checkable, type IterationProblem, iterate, iterationForNumpy, walkerIteration } from "../iteration.ts";
import type { Row, Tools } from "../row.ts";

export const iterationRows: Row[] = [
  {
    name: "iteration",
    title: "whole iteration of the walker's size",
    open: async (tools) => openIteration(await walkerIteration(tools.variant), tools),
  },
];

async function openIteration(problem: IterationProblem, tools: Tools): Promise<Contest> {
  const { kernels, close } = await openKernels(tools.variant, { threads: tools.threads, script: kernelScript });
  const [f64, f32] = ["f64", "f32 training"].map((kind) => `${kind}, ${tools.threads} threads`);
  const run = (precision: Precision) => () => iterate(problem, kernels, precision);
  const check = () => iterate(checkable(problem), kernels, "double");
  const theirs: Contestant[] = [];
  const comparisons: Comparison[] = [];
  for (const numpy of tools.numpy ? [tools.numpy.single, tools.numpy.threaded] : []) {
    const name = `numpy, ${numpy.threads} ${numpy.threads === 1 ? "thread" : "threads"}`;
    const { result } = await numpy.contestant(name, "iteration", iterationForNumpy(checkable(problem)));
    theirs.push({ ...(await numpy.contestant(name, "iteration", iterationForNumpy(problem))), result });
    comparisons.push({ ours: f64, theirs: name, kind: "share", target: 0.5 });
    comparisons.push({ ours: f32, theirs: name, kind: "share", target: 0.3 });
  }
  return {
    ...plainContest,
    contestants: [local(f64, run("double"), check), local(f32, run("single")), ...theirs],
    comparisons,
    close,
  };
}
