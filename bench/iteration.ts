/**
 * The numerical work of one whole iteration, simulation apart: the mixture's sweeps, the regression, the search for η and
 * the training of the network.
 */

import { fitDynamics } from "../workers/dynamics/fit-dynamics.ts";
import type { MixtureFit, MixtureKernels } from "../workers/dynamics/kernels.ts";
import type { KernelBuild } from "../workers/kernel-build.ts";
import type { Kernels } from "../workers/kernels/kernels.ts";
import { incumbentOf } from "../workers/methods/trust-region.ts";
import type { NetworkKernels, Precision } from "../workers/policy/kernels.ts";
import type { ImprovementProblem } from "../workers/trajectory/types.ts";
import type { Arrays } from "./contest.ts";
import { lqrForNumpy, lqrProblem, ok } from "./lqr-data.ts";
import { searchStep, withSweeps } from "./lqr-sweeps.ts";
import { FLOOR, ITERATIONS, type Points, pointsForNumpy, pointsOf, runOf } from "./mixture-data.ts";
import { type NetworkProblem, networkForNumpy, networkProblem } from "./network-data.ts";
import type { NumpyData } from "./numpy-process.ts";
import { fittedSteps, type RegressionProblem, regressionForNumpy } from "./regression-data.ts";
import { trainedRun } from "./task-training.ts";

export interface IterationProblem {
  points: Points;
  /** [K, n] responsibilities to start from. */
  start: Float64Array;
  emSweeps: number;
  regression: RegressionProblem;
  lqr: ImprovementProblem;
  lqrSweeps: number;
  network: NetworkProblem;
  evaluations: number;
}

/**
 * An iteration of the walker's size: T = 500, dX = 18, dU = 6, 20 rollouts of a run. The cost of the LQR's sweeps and of the
 * network does not depend on their data, which are synthetic.
 */
export async function walkerIteration(build: KernelBuild): Promise<IterationProblem> {
  const config = runOf("walker");
  const run = await trainedRun(config, build, ITERATIONS);
  const { points, responsibilities } = pointsOf(run.state.mixture, build);
  const { batch } = incumbentOf(run.state.tracks[0].region);
  const { ridge, priorMean, priorCovariance } = config.options;
  const options = { prior: points.mixture, ridge, strengths: { mean: priorMean, scatter: priorCovariance } };
  return {
    points,
    start: responsibilities,
    emSweeps: 8,
    regression: { batch, options },
    lqr: lqrProblem(batch.steps, batch.stateDim, batch.actionDim),
    lqrSweeps: 15,
    network: networkProblem(10_000, 18, 40, 6),
    evaluations: 500,
  };
}

/** The same problem for the check that all do the same: one evaluation of the network says as much as hundreds. */
export function checkable(problem: IterationProblem): IterationProblem {
  return { ...problem, evaluations: 1 };
}

/** Does it all and returns what it comes to. */
export function iterate(problem: IterationProblem, kernels: Kernels, precision: Precision): Arrays {
  const means = mixtureMeans(problem, kernels.mixture);
  const { batch, options } = problem.regression;
  const { dynamics } = ok(fitDynamics(batch, options, kernels.mixture));
  const { matrices } = fittedSteps(dynamics, batch.steps);
  const kl = withSweeps(kernels.trajectory, problem.lqr, (sweeps) => {
    let last = 0;
    for (let i = 0; i < problem.lqrSweeps; i++)
      last = kernels.trajectory.scope(() => searchStep(kernels.trajectory, sweeps).kl);
    return last;
  });
  const gradient = trainingGradient(problem, kernels.network, precision);
  return { means, matrices, kl: Float64Array.of(kl), gradient };
}

function mixtureMeans({ points, start, emSweeps }: IterationProblem, kernels: MixtureKernels): Float64Array {
  const { data, n, dim } = points;
  const mixture = structuredClone(points.mixture);
  const sweep = (fit: MixtureFit) => {
    fit.maximise(mixture, FLOOR);
    ok(fit.expect(mixture));
  };
  kernels.withPoints(data, n, dim, mixture.components, (fit) => {
    fit.responsibilities.set(start);
    for (let i = 0; i < emSweeps; i++) sweep(fit);
  });
  return mixture.means;
}

/** Share of the evaluations that training in single precision ends with in doubles. */
const POLISH = 0.1;

function trainingGradient(
  { network, evaluations }: IterationProblem,
  kernels: NetworkKernels,
  precision: Precision,
): Float64Array {
  const { shape, samples, parameters } = network;
  const gradient = new Float64Array(parameters.length);
  const evaluate = (times: number, inPrecision: Precision) =>
    kernels.withLoss(shape, samples, inPrecision, (loss) => {
      for (let i = 0; i < times; i++) loss(parameters, gradient);
    });
  const polish = precision === "single" ? Math.round(POLISH * evaluations) : evaluations;
  if (polish < evaluations) evaluate(evaluations - polish, "single");
  evaluate(polish, "double");
  return gradient;
}

export function iterationForNumpy({ start, emSweeps, lqrSweeps, evaluations, ...parts }: IterationProblem): NumpyData {
  const { points, regression, lqr, network } = parts;
  const prefixed = (prefix: string, { arrays, sizes }: NumpyData): NumpyData => ({
    arrays: withPrefix(prefix, arrays),
    sizes: withPrefix(prefix, sizes),
  });
  const datas = [
    prefixed("points.", pointsForNumpy(points)),
    prefixed("regression.", regressionForNumpy(regression)),
    prefixed("lqr.", lqrForNumpy(lqr)),
    prefixed("network.", networkForNumpy(network)),
  ];
  const responsibilities = { values: start, shape: [points.mixture.components, points.n] };
  return {
    arrays: Object.assign({ "points.responsibilities": responsibilities }, ...datas.map(({ arrays }) => arrays)),
    sizes: Object.assign({ emSweeps, lqrSweeps, evaluations }, ...datas.map(({ sizes }) => sizes)),
  };
}

function withPrefix<T>(prefix: string, record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}${key}`, value]));
}
