/**
 * The mixture's E- and M-step: K components, n points of d coordinates. Without numpy they are set against plain
 * TypeScript, which would take most of the time where both were measured.
 */
import type { MixtureKernels } from "../../workers/dynamics/kernels.ts";
import { plainMixtureKernels } from "../../workers/dynamics/plain-kernels.ts";
import { wasmMixtureKernels } from "../../workers/dynamics/wasm-kernels.ts";
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import { type Contest, type Contestant, plainContest } from "../contest.ts";
import { clusters, type Points, pointsForNumpy, rolloutPoints, softAssignment } from "../mixture-data.ts";
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
  ...[
    { task: "walker", dim: 42, target: 3 },
    { task: "octopus", dim: 118, target: 2 },
  ].flatMap(({ task, dim, target }) => [
    {
      name: `e-step-${task}`,
      title: `mixture E-step, 20 rollouts of the ${task}, d = ${dim}`,
      open: (tools: Tools) => openRolloutsEStep(task, target, tools),
    },
    {
      name: `m-step-${task}`,
      title: `mixture M-step, 20 rollouts of the ${task}, small shares skipped`,
      open: (tools: Tools) => openRolloutsMStep(task, tools),
    },
  ]),
];

function eStepRow(dim: number, target: number): Row {
  const open = (tools: Tools) => openEStep(clusters(POINTS, dim, COMPONENTS), target, tools);
  return { name: `e-step-${dim}`, title: `mixture E-step, ${sizes}, d = ${dim}`, open };
}

function denseRow(dim: number): Row {
  const open = (tools: Tools) => {
    const points = clusters(POINTS, dim, COMPONENTS);
    return openMStep(points, softAssignment(points), 1.2, tools);
  };
  return { name: `m-step-dense-${dim}`, title: `mixture M-step, ${sizes}, d = ${dim}, no share small`, open };
}

async function openRolloutsEStep(task: string, target: number, tools: Tools): Promise<Contest> {
  const { points } = await rolloutPoints(task, tools.variant);
  return openEStep(points, target, tools);
}

async function openRolloutsMStep(task: string, tools: Tools): Promise<Contest> {
  const { points, responsibilities } = await rolloutPoints(task, tools.variant);
  return openMStep(points, responsibilities, 5, tools);
}

function openEStep(points: Points, target: number, tools: Tools): Promise<Contest> {
  const contestant = (name: string, kernels: MixtureKernels) => eStepContestant(name, kernels, points);
  return openStep(contestant, "e-step", pointsForNumpy(points), target, tools);
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
  const ours = contestant("WebAssembly", wasmMixtureKernels(openRuntime(variant)));
  const plain = contestant("TypeScript", plainMixtureKernels);
  const theirs = numpy ? [await numpy.single.contestant("numpy", kase, data)] : [plain];
  return {
    ...plainContest,
    contestants: [ours, ...theirs],
    comparisons: theirs.map(({ name }) => {
      return { ours: ours.name, theirs: name, kind: "speed-up", target: numpy ? target : null };
    }),
  };
}
