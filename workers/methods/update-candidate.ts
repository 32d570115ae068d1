/**
 * The update that makes the next candidate: argmin E_p[ℓ] + policy term s.t. D_KL(p‖p̂) ≤ ε (method sections 1 and 3), with
 * what becomes of the step's size and noise.
 */
import { customarySearch, type Improvement } from "../trajectory/improve-controller.ts";
import type { Marginals, PolicyTerm } from "../trajectory/types.ts";
import type { TrajectoryOptions } from "./config.ts";
import type { Verdict } from "./judge.ts";
import { expectedCostOf, type LocalModel } from "./local-model.ts";
import type { StepFailure } from "./method.ts";
import { FIRST_ETA, type TrajectoryState } from "./trajectory-state.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";
import { incumbentOf, nextStepSize, stepBack, withNoise } from "./trust-region.ts";

/** The η search usually takes five to ten steps; under a model that is unstable it would go on in vain. */
const MAX_SEARCH_STEPS = 20;
/** So many updates in a row without an improvement end a run: sampling the same controller again does not help. */
const MAX_STALLS = 10;

/** What an update changes of a state. */
export type Update = Pick<TrajectoryState, "region" | "candidate" | "stepSize" | "eta" | "predicted" | "stalls"> & {
  kl: number;
};

/**
 * argmin E_p[ℓ] (+ policy term) s.t. D_KL(p‖p̂) ≤ ε, ε = (KL step) · (multiplier) · T. Where the model is so unstable under
 * p̂ that no η gives a solution, the controller before it is to be sampled again, and there are no predicted marginals.
 */
export async function updateCandidate(
  state: Pick<TrajectoryState, "stepSize" | "predicted" | "eta" | "stalls">,
  { region, accepted }: Verdict,
  model: LocalModel,
  policy: PolicyTerm | null,
  options: TrajectoryOptions,
  { kernels: { trajectory: kernels }, improveAll }: TrajectoryTools,
): Promise<{ status: "ok"; update: Update; marginals: Marginals | null } | StepFailure> {
  const { controller: previous, noise } = incumbentOf(region);
  const current = expectedCostOf(previous, model, kernels);
  const stepSize = nextStepSize(state.stepSize, state.predicted, current, accepted, options);
  const klBound = options.klStep * stepSize * model.dims.steps;
  const search = { ...customarySearch, maxSearchSteps: MAX_SEARCH_STEPS, klBound, eta0: state.eta };
  const [improved] = await improveAll([{ problem: { ...model, previous, policy }, options: search }]);
  const problem = improved.status === "failed" ? improved.reason : outOfBound(improved, klBound);
  if (improved.status === "failed" || problem !== null) {
    const stalls = state.stalls + 1;
    if (stalls >= MAX_STALLS) return { status: "failed", reason: `${problem}, ${stalls} times in a row` };
    const earlier = stepBack(region, options);
    const candidate = withNoise(incumbentOf(earlier).controller, incumbentOf(earlier).noise);
    const update = { region: earlier, candidate, stepSize, eta: FIRST_ETA, predicted: null, stalls, kl: 0 };
    return { status: "ok", update, marginals: null };
  }
  const { controller, kl, eta, marginals } = improved;
  const candidate = withNoise(controller, noise);
  const expected = kernels.scope(() => kernels.expectedCost(model.cost, marginals, model.dims).total);
  const predicted = { previous: current, current: expected };
  const update = { region, candidate, stepSize, eta, predicted, stalls: 0, kl };
  return { status: "ok", update, marginals };
}

/** Why a solution is not to be used: the search found none near the bound, as with a model that is unstable under p̂. */
function outOfBound({ converged, kl }: Improvement, bound: number): string | null {
  return converged || kl <= bound
    ? null
    : `no η brings the KL divergence under its bound of ${bound.toPrecision(3)} nat`;
}
