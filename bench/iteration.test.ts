import { describe, it } from "vitest";
import { localKernels } from "../workers/kernels/kernels.ts";
import { checkAgreement } from "./agreement.ts";
import { local } from "./contest.ts";
import { type IterationProblem, iterate, iterationForNumpy } from "./iteration.ts";
import { lqrProblem } from "./lqr-data.ts";
import { clusters, softAssignment } from "./mixture-data.ts";
import { networkProblem } from "./network-data.ts";
import { NumpyProcess, numpyProblem } from "./numpy-process.ts";
import { regressionProblem } from "./regression-data.ts";

function smallIteration(): IterationProblem {
  const points = clusters(300, 7, 3);
  return {
    points,
    start: softAssignment(points),
    emSweeps: 3,
    regression: regressionProblem(8, 3, 1, 5, 3),
    lqr: lqrProblem(11, 5, 2),
    lqrSweeps: 2,
    network: networkProblem(600, 5, 7, 2),
    evaluations: 2,
  };
}

describe.skipIf(numpyProblem() !== null)("a whole iteration", () => {
  it("is the same in numpy", async () => {
    const problem = smallIteration();
    const numpy = new NumpyProcess(1);
    try {
      const theirs = await numpy.contestant("numpy", "iteration", iterationForNumpy(problem));
      const whole = () => iterate(problem, localKernels("plain"), "double");
      await checkAgreement([local("TypeScript", whole, whole), theirs]);
    } finally {
      numpy.close();
    }
  });
});
