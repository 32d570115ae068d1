/** Dynamics of 500 steps, dX = 18, dU = 6, from 20 rollouts with a mixture of 20 components as prior. */
import { fitDynamics } from "../../workers/dynamics/fit-dynamics.ts";
import type { MixtureKernels } from "../../workers/dynamics/kernels.ts";
import { plainMixtureKernels } from "../../workers/dynamics/plain-kernels.ts";
import { wasmMixtureKernels } from "../../workers/dynamics/wasm-kernels.ts";
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import { type Contest, type Contestant, local, plainContest } from "../contest.ts";
import { ok } from "../lqr-data.ts";
import { fittedSteps, type RegressionProblem, regressionForNumpy, regressionProblem } from "../regression-data.ts";
import type { Row, Tools } from "../row.ts";

export const regressionRows: Row[] = [
  { name: "regression", title: "dynamics with prior, T = 500, dX = 18, dU = 6, 20 rollouts", open: openRegression },
];

async function openRegression({ variant, numpy }: Tools): Promise<Contest> {
  const problem = regressionProblem(500, 18, 6, 20, 20);
  const theirs = numpy ? [await numpy.single.contestant("numpy", "regression", regressionForNumpy(problem))] : [];
  return {
    ...plainContest,
    contestants: [
      regressionContestant("WebAssembly", wasmMixtureKernels(openRuntime(variant)), problem),
      regressionContestant("TypeScript", plainMixtureKernels, problem),
      ...theirs,
    ],
    comparisons: [...theirs.map(({ name }) => name), "TypeScript"].map((name) => ({
      ours: "WebAssembly",
      theirs: name,
      kind: "speed-up" as const,
      target: null,
    })),
  };
}

export function regressionContestant(name: string, kernels: MixtureKernels, problem: RegressionProblem): Contestant {
  const { batch, options } = problem;
  const learn = () => ok(fitDynamics(batch, options, kernels)).dynamics;
  return local(name, learn, () => fittedSteps(learn(), batch.steps));
}
