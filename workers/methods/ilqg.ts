/**
 * iLQG on the true model (Tassa, Erez & Todorov 2012), the line that learning without a model is measured against: one
 * iteration is
 *
 *   derivatives along the nominal rollout → backward sweep with damping μ → rollouts of ū + α k + K (x − x̄) with α = 1, ½,
 *   ¼ … until one costs enough less → that one is the next nominal rollout
 *
 * as a pure step from state to state. Where no α will do, μ grows and the sweep is repeated. Rollouts start in the mean of
 * the condition's initial states and are free of noise, but for one: where the very first finds no way down, it is repeated with
 * the first controller's noise, since rest may be a saddle, as of a swimmer that lies straight.
 */
import { streamFromSeed } from "../math/random.ts";
import { explorationNoise } from "../physics/exploration-noise.ts";
import type { Rollout, StatesAndActions } from "../rollout.ts";
import type { Condition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import type { IterationNumbers, LinearGaussianController, RunResult, TrainingProgress } from "../trainer-api.ts";
import { type Damping, lowered, MOST_DAMPING, raised } from "../trajectory/ilqg-damping.ts";
import { ilqgSweep, type NominalModel, type Sweep, steppedController } from "../trajectory/ilqg-sweep.ts";
import type { QuadraticCost } from "../trajectory/types.ts";
import type { IlqgOptions, RunConfig } from "./config.ts";
import type { FirstController, MethodIteration, StepFailure } from "./method.ts";
import { conditionNumbers, Stopwatch, summarise } from "./summary.ts";

/** Everything that an iteration hands to the next: plain numbers, arrays and typed arrays. */
export interface IlqgState {
  /** What it optimises for. */
  condition: Condition;
  /** Iterations done. */
  iteration: number;
  /** Rollouts simulated. */
  rollouts: number;
  /** The controller that the nominal rollout came from, or the first one. */
  controller: LinearGaussianController;
  /** null before the first iteration. */
  nominal: Rollout | null;
  damping: Damping;
  /** Whether no change of the actions lowers the cost any more; later iterations repeat the nominal rollout. */
  settled: boolean;
}

/** What a step works with: the task, and the simulator behind functions. */
export interface IlqgTools {
  system: System;
  /** The rollout from the mean of a condition's initial states, of the mean actions or with noise [T, dU]. */
  rollOut(condition: Condition, controller: LinearGaussianController, noise: Float64Array | null): Rollout;
  /** f_xu: [T, dX, D] of the true control step along a rollout, by differences over ±h. */
  transitionDerivatives(condition: Condition, rollout: Rollout, h: number): Float64Array;
  expandCost(condition: Condition, rollouts: readonly StatesAndActions[]): QuadraticCost;
  onProgress(progress: Omit<TrainingProgress, "iteration">): void;
}

/** Predicted reductions below this part of the cost are not worth a rollout. */
const NEGLIGIBLE = 1e-6;

/** @param conditions of which the first is optimised for */
export function initialIlqgState(
  first: FirstController,
  [condition]: readonly Condition[],
  { options }: RunConfig,
): IlqgState {
  const damping = { value: options.startDamping, factor: 1 };
  return { condition, iteration: 0, rollouts: 0, controller: first(condition), nominal: null, damping, settled: false };
}

/** The controller whose rollout is the nominal one: mean actions and feedback of the sweep that led there. */
export function ilqgResultOf({ condition, controller }: IlqgState): RunResult {
  return { controllers: [{ condition: condition.name, controller }], policies: null };
}

/** One iteration. Fails, as a value, when the first controller's rollout diverges. */
export async function ilqgStep(
  state: IlqgState,
  config: RunConfig,
  tools: IlqgTools,
): Promise<MethodIteration<IlqgState> | StepFailure> {
  const { condition } = state;
  const counted = countedRollouts(condition, tools);
  const bench = { ...tools, options: config.options, watch: new Stopwatch(), rollouts: counted };
  const next = state.nominal === null ? begin(state, config, bench) : goOn(state, state.nominal, bench);
  if (next === null) return { status: "failed", reason: FIRST_DIVERGED };
  const { alpha, ...accepted } = next;
  const iteration = state.iteration + 1;
  const rollouts = state.rollouts + bench.rollouts.count();
  const summary = summarise([next.nominal]);
  const numbers: IterationNumbers = {
    iteration,
    rollouts,
    ...summary,
    accepted: true,
    kl: 0,
    eta: next.damping.value,
    stepSize: alpha,
    seconds: bench.watch.total(),
    phases: bench.watch.laps(),
    conditions: [conditionNumbers(condition.name, summary, 0)],
    policy: null,
    modelError: Number.NaN,
  };
  return {
    status: "ok",
    state: { condition, iteration, rollouts, ...accepted },
    numbers,
    // A copy: what is handed over is transferred to another thread, and the state keeps its own.
    rollouts: [structuredClone(next.nominal)],
    controllers: [{ condition: condition.name, controller: next.controller }],
    policy: null,
    divergences: [],
    modelErrors: [null],
  };
}

const FIRST_DIVERGED =
  "the first controller's rollout diverged; try a model with a smaller timestep or more damping, or a steadier demonstration";

type Accepted = Pick<IlqgState, "controller" | "damping" | "settled"> & {
  nominal: Rollout;
  /** Step length that led here; 0 where none lowered the cost. */
  alpha: number;
};

/** What an iteration works with. */
type Bench = IlqgTools & {
  options: IlqgOptions;
  watch: Stopwatch;
  rollouts: ReturnType<typeof countedRollouts>;
};

/** From the first controller, with its noise where it finds no way down without; null where its rollout diverges. */
function begin(state: IlqgState, config: RunConfig, bench: Bench): Accepted | null {
  const { rollouts, system } = bench;
  const nominal = rollouts.of(state.controller, null);
  if (nominal.status === "diverged") return null;
  const next = goOn(state, nominal, bench);
  if (!next.settled) return next;
  const disturbed = rollouts.of(state.controller, firstNoise(config, system));
  if (disturbed.status === "diverged") return next;
  const other = goOn(state, disturbed, bench);
  return other.nominal.cost < next.nominal.cost ? other : next;
}

/** Sweeps with more and more damping until a line search succeeds, or nothing is left to gain. */
function goOn(state: IlqgState, nominal: Rollout, bench: Bench): Accepted {
  const { watch } = bench;
  const settled = { controller: state.controller, nominal, damping: state.damping, settled: true, alpha: 0 };
  if (state.settled) return settled;
  watch.lap("sample");
  const model = modelAround(state.condition, nominal, bench);
  watch.lap("fit");
  for (let damping = state.damping; damping.value <= MOST_DAMPING; damping = raised(damping)) {
    const sweep = ilqgSweep(model, damping.value);
    watch.lap("optimise");
    if (sweep.status !== "ok") continue;
    if (predictedReduction(sweep, 1) <= NEGLIGIBLE * Math.abs(nominal.cost)) break;
    const found = searchLine(sweep, model, nominal.cost, bench);
    watch.lap("sample");
    if (found !== null) return { ...found, damping: lowered(damping), settled: false };
  }
  return settled;
}

function modelAround(
  condition: Condition,
  nominal: Rollout,
  { system, transitionDerivatives, expandCost, onProgress, options }: Bench,
): NominalModel {
  const { steps, stateDim, actionDim } = system.description;
  onProgress({ phase: "fit", done: 0, total: 1 });
  const transitions = transitionDerivatives(condition, nominal, options.differenceStep);
  const cost = expandCost(condition, [nominal]);
  onProgress({ phase: "optimise", done: 0, total: 1 });
  return { dims: { steps, stateDim, actionDim }, nominal, transitions, cost };
}

/** −ΔJ(α) = −(α slope + α² curvature). */
function predictedReduction({ slope, curvature }: Sweep, alpha: number): number {
  return -alpha * (slope + alpha * curvature);
}

/** The longest step α = 1, ½, ¼ … whose rollout bears out enough of the predicted reduction: J − J(α) ≥ c · (−ΔJ(α)). */
function searchLine(
  sweep: Sweep,
  { dims, nominal }: NominalModel,
  cost: number,
  { options: { searchSteps, searchRatio }, rollouts }: Bench,
): Pick<Accepted, "controller" | "nominal" | "alpha"> | null {
  for (let i = 0, alpha = 1; i < searchSteps; i++, alpha /= 2) {
    const controller = steppedController(sweep, nominal, alpha, dims);
    const rollout = rollouts.of(controller, null);
    const reduction = cost - rollout.cost;
    if (rollout.status !== "diverged" && reduction > 0 && reduction >= searchRatio * predictedReduction(sweep, alpha)) {
      return { controller, nominal: rollout, alpha };
    }
  }
  return null;
}

function firstNoise({ seed, options }: RunConfig, { description: { steps, actionDim } }: System): Float64Array {
  return explorationNoise(streamFromSeed(seed), steps, actionDim, options.noiseSmoothing);
}

/** Rolls out and counts. */
function countedRollouts(condition: Condition, { rollOut, onProgress }: IlqgTools) {
  let count = 0;
  return {
    of(controller: LinearGaussianController, noise: Float64Array | null): Rollout {
      const rollout = rollOut(condition, controller, noise);
      count++;
      onProgress({ phase: "sample", done: count, total: count });
      return rollout;
    },
    count: () => count,
  };
}
