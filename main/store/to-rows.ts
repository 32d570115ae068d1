/** From a trainer's result to rows, with nothing let through that is not a number. */
import type {
  Checkpoint,
  ConditionNumbers,
  GaussianPolicy,
  IterationNumbers,
  IterationResult,
  PolicyNumbers,
} from "../../workers/trainer-api.ts";
import { type Iteration, iterationSchema, type RunLabels } from "../engine/api.ts";
import { GuidepostError } from "../errors.ts";
import { f32Blob, f64Blob } from "./arrays.ts";
import { encodeCheckpoint } from "./checkpoint-codec.ts";
import type { ControllerRow, IterationRow, LabelsRow, ModelErrorsRow, PolicyRow, RolloutRow } from "./rows.ts";

/** The numbers of an iteration for clients and store: means that do not exist are null. */
export function checkedIteration(numbers: IterationNumbers): Iteration {
  const parsed = iterationSchema.safeParse({
    ...numbers,
    cost: finiteOrNull(numbers.cost),
    costStd: finiteOrNull(numbers.costStd),
    metric: finiteOrNull(numbers.metric),
    metricStd: finiteOrNull(numbers.metricStd),
    conditions: numbers.conditions.map(checkedCondition),
    policy: numbers.policy && checkedPolicy(numbers.policy),
    modelError: finiteOrNull(numbers.modelError),
  });
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new GuidepostError(`Iteration ${numbers.iteration} has no valid ${field}: ${parsed.error.issues[0]?.message}.`);
}

function checkedCondition({ cost, metric, ...numbers }: ConditionNumbers): Iteration["conditions"][number] {
  return { ...numbers, cost: finiteOrNull(cost), metric: finiteOrNull(metric) };
}

function checkedPolicy({ loss, kl, cost, metric, success }: PolicyNumbers): Iteration["policy"] {
  const [divergence, meanCost, meanMetric, fraction] = [kl, cost, metric, success].map(finiteOrNull);
  return { loss, kl: divergence, cost: meanCost, metric: meanMetric, success: fraction };
}

/** @param kept rollouts that are stored with it */
export function iterationRow(run: number, it: Iteration, kept: number): IterationRow {
  return {
    run,
    iteration: it.iteration,
    rollouts: it.rollouts,
    cost: it.cost,
    cost_std: it.costStd,
    metric: it.metric,
    metric_std: it.metricStd,
    success: it.success,
    kl: it.kl,
    eta: it.eta,
    step_size: it.stepSize,
    diverged: it.diverged,
    accepted: it.accepted ? 1 : 0,
    seconds: it.seconds,
    seconds_sample: it.phases.sample,
    seconds_fit: it.phases.fit,
    seconds_optimise: it.phases.optimise,
    extras: JSON.stringify({ conditions: it.conditions, policy: it.policy, modelError: it.modelError }),
    kept,
  };
}

export function labelsRow(run: number, { name, tags, star, note, archived, deletedAt }: RunLabels): LabelsRow {
  return {
    run,
    name,
    tags: JSON.stringify(tags),
    star: Number(star),
    note,
    archived: Number(archived),
    deleted_at: deletedAt,
  };
}

export function rolloutRows(run: number, { numbers, rollouts }: IterationResult): RolloutRow[] {
  return rollouts.map((rollout, sample) => {
    const name = `rollout ${sample} of iteration ${numbers.iteration}`;
    const drawn = (key: "states" | "actions" | "positions" | "velocities" | "costs") =>
      f32Blob(requireFinite(`${key} of ${name}`, rollout[key]));
    requireFinite(`cost and metric of ${name}`, Float64Array.of(rollout.cost, rollout.metric));
    return {
      run,
      iteration: numbers.iteration,
      sample,
      condition: rollout.condition,
      actor: rollout.actor,
      status: rollout.status,
      valid_steps: rollout.validSteps,
      cost: rollout.cost,
      metric: rollout.metric,
      success: rollout.success ? 1 : 0,
      states: drawn("states"),
      actions: drawn("actions"),
      positions: drawn("positions"),
      velocities: drawn("velocities"),
      costs: drawn("costs"),
    };
  });
}

export function controllerRows(run: number, { numbers, controllers }: IterationResult): ControllerRow[] {
  return controllers.map(({ condition, controller }) => {
    const exact = (key: "gains" | "offsets" | "covariances") =>
      f64Blob(requireFinite(`${key} of iteration ${numbers.iteration}`, controller[key]));
    return {
      run,
      iteration: numbers.iteration,
      condition,
      gains: exact("gains"),
      offsets: exact("offsets"),
      covariances: exact("covariances"),
    };
  });
}

/** null where the iteration has trained no policy. */
export function policyRow(run: number, { numbers, policy, divergences }: IterationResult): PolicyRow | null {
  if (policy === null) return null;
  const { iteration } = numbers;
  for (const array of arraysOf(policy)) requireFinite(`policy of iteration ${iteration}`, array);
  const state = encodeCheckpoint(policy as unknown as Checkpoint);
  return { run, iteration, state, divergences: f32Blob(divergencesInOne(iteration, divergences)) };
}

/** [conditions, T]; NaN in all of a condition's steps where there is no divergence. */
function divergencesInOne(iteration: number, divergences: IterationResult["divergences"]): Float64Array {
  const steps = divergences.find((perStep) => perStep !== null)?.length ?? 0;
  const all = new Float64Array(divergences.length * steps).fill(Number.NaN);
  for (const [i, perStep] of divergences.entries()) {
    if (perStep !== null) all.set(requireFinite(`divergences of iteration ${iteration}`, perStep), i * steps);
  }
  return all;
}

/** null where no model has foretold any of the iteration's rollouts. */
export function modelErrorsRow(run: number, { numbers, modelErrors }: IterationResult): ModelErrorsRow | null {
  const { iteration } = numbers;
  const steps = modelErrors.find((perStep) => perStep !== null)?.length;
  if (steps === undefined) return null;
  const all = new Float64Array(modelErrors.length * steps).fill(Number.NaN);
  for (const [i, perStep] of modelErrors.entries()) {
    if (perStep === null) continue;
    requireFinite(
      `model's errors of iteration ${iteration}`,
      perStep.filter((error) => !Number.isNaN(error)),
    );
    all.set(perStep, i * steps);
  }
  return { run, iteration, rollouts: modelErrors.length, errors: f32Blob(all) };
}

function arraysOf({ whitening, network, scaling, covariance, deviations }: GaussianPolicy): Float64Array[] {
  const means = [whitening.mean, whitening.scale, network.parameters, scaling.offset, scaling.scale, covariance];
  return deviations === null ? means : [...means, deviations.parameters];
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Also refuses what single precision cannot hold, where it would turn into infinity. */
function requireFinite(what: string, values: Float64Array): Float64Array {
  const at = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (at < 0) return values;
  throw new GuidepostError(`The ${what} hold ${values[at]} at index ${at}, which is no number to keep.`);
}
