/**
 * Whether an exported file does what was exported. Two questions:
 *
 *   outputs      the file's mean, std and action in 1,000 states, next to the same evaluation in single precision:
 *                max_i |Δ_ij| ≤ 1e-6 · max_i |y_ij| for every entry j of every output y
 *   closed loop  a rollout through the file next to the native one in double precision: the states of the first second
 *                within 1e-4 · max(1, max_t |x_tj|), and the metric m at the end within max(5 % of |m|, 1e-3, 10 |m' − m|)
 *
 * Contact magnifies whatever rounding goes into a closed loop. How much of it is the task's own doing is measured, not
 * assumed: m' is the metric of the native rollout when only its states and actions are rounded to floats. Where that alone
 * makes it fall or diverge, or not, the ends of the rollouts say nothing about the file.
 */

import { streamFromSeed } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { System } from "../systems/system.ts";
import type { Actor, SelfTestJob } from "../trainer-api.ts";
import { type AskedStates, statesOfRollout, statesOfWhitening } from "./asked-states.ts";
import type { SelfTestResult } from "./contract.ts";
import { largestShare, stateDifference } from "./differences.ts";
import { outputsInDouble, outputsInSingle } from "./expected-outputs.ts";
import { type FileActor, observed, openFile, RefusedFileError } from "./file-actor.ts";
import { fileRollout } from "./file-rollout.ts";
import { nativeMean, nativeRollout, roundedMean } from "./native-actor.ts";
import { referencePairs } from "./reference-pairs.ts";

const STATES = 1000;
const OUTPUT_TOLERANCE = 1e-6;
const STATE_TOLERANCE = 1e-4;

export async function selfTest(job: SelfTestJob): Promise<SelfTestResult> {
  const system = systemOf(job.task);
  const simulation = await Simulation.load(job.model, system.forces);
  try {
    const file = await openFile(job);
    try {
      return await examine(job, system, simulation, file);
    } finally {
      await file.dispose();
    }
  } catch (error) {
    if (error instanceof RefusedFileError) return { status: "failed", reason: `onnxruntime says: ${error.message}` };
    throw error;
  } finally {
    simulation.dispose();
  }
}

async function examine(
  { actor, observation, condition, seed }: SelfTestJob,
  system: System,
  simulation: Simulation,
  file: FileActor,
): Promise<SelfTestResult> {
  const { description } = system;
  const { actionDim: dU, stateDim: dX } = description;
  const start = { condition, actor: actor.kind, initialState: Float64Array.from(condition.mean) };
  const native = nativeRollout(simulation, system, nativeMean(actor), start);
  const asked = askedStates(actor, native, dX, seed);
  const said = await file.outputs(asked.count, asked.states, asked.timeSteps);
  const observations = observed(asked.count, asked.states, observation);
  const single = largestShare(said, outputsInSingle(actor, asked, observations, description), dU);
  // NaN passes no comparison.
  if (!(single <= OUTPUT_TOLERANCE)) {
    return failed("its outputs differ by", single, `of their largest value in ${STATES} states`, OUTPUT_TOLERANCE);
  }
  const exported = await fileRollout(simulation, system, file, start);
  const firstSteps = Math.min(description.steps, Math.round(1 / description.dt));
  const firstSecond = stateDifference(exported, native, firstSteps, dX);
  if (!(firstSecond <= STATE_TOLERANCE)) {
    return failed("its rollout's states differ by", firstSecond, "in the first second", STATE_TOLERANCE);
  }
  const rounded = nativeRollout(simulation, system, roundedMean(nativeMean(actor)), start);
  const reason = endsApart(native, rounded, exported);
  if (reason !== null) return { status: "failed", reason };
  const double = largestShare(said, outputsInDouble(actor, asked, description), dU);
  const metric = { native: native.metric, rounded: rounded.metric, exported: exported.metric };
  return {
    status: "passed",
    numbers: { states: STATES, single, double, firstSteps, firstSecond, metric },
    pairs: referencePairs(asked, observations, said, actor.kind === "controller"),
  };
}

/** Why the file's rollout does not end as the native one, or null. */
function endsApart(native: Rollout, rounded: Rollout, exported: Rollout): string | null {
  if (rounded.status !== native.status) return null;
  const ends = `the file's rollout ends ${exported.status} at ${exported.metric}, the native one ${native.status} at ${native.metric}`;
  const sensitivity = Math.abs(rounded.metric - native.metric);
  const tolerance = Math.max(0.05 * Math.abs(native.metric), 1e-3, 10 * sensitivity);
  const close = Math.abs(exported.metric - native.metric) <= tolerance;
  return close && exported.status === native.status ? null : `${ends}; ${tolerance} apart would do`;
}

function failed(what: string, difference: number, of: string, tolerance: number): SelfTestResult {
  return { status: "failed", reason: `${what} ${difference.toExponential(2)} ${of}, not ${tolerance} at most` };
}

function askedStates(actor: Actor, native: Rollout, dX: number, seed: number): AskedStates {
  const random = streamFromSeed(seed);
  return actor.kind === "policy"
    ? statesOfWhitening(actor.policy, STATES, dX, random)
    : statesOfRollout(native.states, STATES, dX, random);
}
