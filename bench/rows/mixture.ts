/** The mixture's E- and M-step: K components, n points of d coordinates. */
import type { MixtureKernels } from "../../workers/dynamics/kernels.ts";
import { plainMixtureKernels } from "../../workers/dynamics/plain-kernels.ts";
import { wasmMixtureKernels } from "../../workers/dynamics/wasm-kernels.ts";
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import { type Comparison, type Contest, type Contestant, plainContest } from "../contest.ts";
import { clusters, type Points, pegTransitions, pointsForNumpy, softAssignment } from "../mixture-data.ts";
import { eStepContestant, mStepContestant } from "../mixture-steps.ts";
import type { NumpyData } from "../numpy-process.ts";
import type { Row, Tools } from "../row.ts";

const [POINTS, COMPONENTS] = [10_000, 20];
const sizes = "10,000 points, 20 components";

export const mixtureRows: Row[] = [
  eStepRow(42, 3),
  eStepRow(118, 2),
  denseRow(42),
  denseRow(118),
  { name: "m-step-rollouts", title: "mixture M-step, rollouts of peg2d, small shares skipped", open: openRollouts },
];

function eStepRow(dim: number, target: number): Row {
  const open = (tools: Tools) => {
    const points = clusters(POINTS, dim, COMPONENTS);
    const contestant = (name: string, kernels: MixtureKernels) => eStepContestant(name, kernels, points);
    return openStep(contestant, "e-step", pointsForNumpy(points), target, tools);
  };
  return { name: `e-step-${dim}`, title: `mixture E-step, ${sizes}, d = ${dim}`, open };
}

function denseRow(dim: number): Row {
  const open = (tools: Tools) => {
    const points = clusters(POINTS, dim, COMPONENTS);
    return openMStep(points, softAssignment(points), 1.2, tools);
  };
  return { name: `m-step-dense-${dim}`, title: `mixture M-step, ${sizes}, d = ${dim}, no share small`, open };
}

async function openRollouts(tools: Tools): Promise<Contest> {
  const { points, responsibilities } = await pegTransitions();
  return openMStep(points, responsibilities, 5, tools);
}

function openMStep(points: Points, responsibilities: Float64Array, target: number, tools: Tools): Promise<Contest> {
  const { arrays, sizes } = pointsForNumpy(points);
  const shape = [points.mixture.components, points.n];
  const data = { arrays: { ...arrays, responsibilities: { values: responsibilities, shape } }, sizes };
  const contestant = (name: string, kernels: MixtureKernels) =>
    mStepContestant(name, kernels, points, responsibilities);
  return openStep(contestant, "m-step", data, target, tools);
}

async function openStep(
  contestant: (name: string, kernels: MixtureKernels) => Contestant,
  kase: string,
  data: NumpyData,
  target: number,
  { variant, numpy }: Tools,
): Promise<Contest> {
  const theirs = numpy ? [await numpy.single.contestant("numpy", kase, data)] : [];
  const ours = contestant("WebAssembly", wasmMixtureKernels(openRuntime(variant)));
  const against = (name: string, goal: number | null): Comparison => {
    return { ours: ours.name, theirs: name, kind: "speed-up", target: goal };
  };
  return {
    ...plainContest,
    contestants: [ours, contestant("TypeScript", plainMixtureKernels), ...theirs],
    comparisons: [...theirs.map(({ name }) => against(name, target)), against("TypeScript", null)],
  };
}
