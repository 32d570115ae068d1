/** One iteration's sweeps over a trajectory problem, each as a contestant. */
import type { TrajectoryKernels } from "../workers/trajectory/kernels.ts";
import type { AugmentedCost, ImprovementProblem, Marginals } from "../workers/trajectory/types.ts";
import { type Arrays, type Contestant, scoped } from "./contest.ts";
import { ETA, ok } from "./lqr-data.ts";

/** What the sweeps work on, where the kernels reach it. */
export interface Sweeps {
  problem: ImprovementProblem;
  cost: AugmentedCost;
}

/** Places the problem and lends it to `use`. */
export function withSweeps<T>(kernels: TrajectoryKernels, given: ImprovementProblem, use: (sweeps: Sweeps) => T): T {
  return kernels.scope(() => {
    const problem = kernels.place(given);
    const surprisal = ok(kernels.surprisalOf(problem.previous, problem.dims)).surprisal;
    return use({ problem, cost: { cost: problem.cost, surprisal, eta: ETA, entropyWeight: 0 } });
  });
}

export function backwardContestant(name: string, kernels: TrajectoryKernels, given: ImprovementProblem): Contestant {
  const sweep = ({ problem, cost }: Sweeps) => ok(kernels.backwardPass(cost, problem.dynamics, problem.dims));
  return sweepContestant(name, kernels, given, sweep, ({ controller }) => ({ ...controller }));
}

export function forwardContestant(name: string, kernels: TrajectoryKernels, given: ImprovementProblem): Contestant {
  const sweep = ({ problem }: Sweeps) => {
    const { previous, dynamics, initial, dims } = problem;
    return ok(kernels.forwardPass(previous, dynamics, initial, dims));
  };
  return sweepContestant(name, kernels, given, sweep, ({ marginals }) => ({ ...marginals }));
}

/** Backward, forward and divergence: one step of the search for η. */
export function searchStep(
  kernels: TrajectoryKernels,
  { problem, cost }: Sweeps,
): { kl: number; marginals: Marginals } {
  const { dynamics, dims, initial, previous } = problem;
  const { controller } = ok(kernels.backwardPass(cost, dynamics, dims));
  const { marginals } = ok(kernels.forwardPass(controller, dynamics, initial, dims));
  return { kl: ok(kernels.klDivergence(controller, previous, marginals, dims)).total, marginals };
}

function sweepContestant<R>(
  name: string,
  kernels: TrajectoryKernels,
  given: ImprovementProblem,
  sweep: (sweeps: Sweeps) => R,
  arraysOf: (result: R) => Arrays,
): Contestant {
  return scoped(
    name,
    <T>(use: (sweeps: Sweeps) => T) => withSweeps(kernels, given, use),
    (sweeps) => kernels.scope(() => sweep(sweeps)),
    (sweeps) => copiesOf(arraysOf(sweep(sweeps))),
  );
}

/** Results lie in memory that the next sweep uses again, and that threads share: a clone would still be the same bytes. */
function copiesOf(arrays: Arrays): Arrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, values.slice()]));
}
