/**
 * Whether an exported file does what was exported. Two questions:
 *
 *   outputs      the file's mean, std and action in 1,000 states, next to the same evaluation in single precision
 *                (compared-outputs.ts)
 *   closed loop  a rollout through the file, next to the native one in double precision (closed-loop.ts)
 */

import { type RandomStream, streamFromSeed } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import { systemOf } from "../systems/index.ts";
import type { System } from "../systems/system.ts";
import type { Actor, SelfTestJob } from "../trainer-api.ts";
import { type AskedStates, statesOfRollout, statesOfWhitening } from "./asked-states.ts";
import { closedLoop } from "./closed-loop.ts";
import { comparedOutputs } from "./compared-outputs.ts";
import type { SelfTestResult } from "./contract.ts";
import { type FileActor, openFile, RefusedFileError } from "./file-actor.ts";
import { nativeMean, nativeRollout } from "./native-actor.ts";
import { referencePairs } from "./reference-pairs.ts";

const STATES = 1000;
/** A file that is further from double precision than this does something else: its rollout is not given that much room. */
const MOST_ROUNDING = 1e-4;

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
  const random = streamFromSeed(seed);
  const start = { condition, actor: actor.kind, initialState: Float64Array.from(condition.mean) };
  const native = nativeRollout(simulation, system, nativeMean(actor), start);
  const asked = askedStates(actor, native, description.stateDim, random);
  const said = await file.outputs(asked.count, asked.states, asked.timeSteps);
  const { single, double, allowed, observations } = comparedOutputs(actor, asked, said, observation, description);
  // NaN passes no comparison.
  if (!(single <= allowed)) {
    const reason = `its outputs differ by ${single.toExponential(2)} of their largest value in ${STATES} states, not ${allowed.toExponential(2)} at most`;
    return { status: "failed", reason };
  }
  const loop = { simulation, system, start, actor, observation, native, file, error: Math.min(double, MOST_ROUNDING) };
  const { numbers, failure } = await closedLoop(loop, random);
  if (failure !== null) return { status: "failed", reason: failure };
  return {
    status: "passed",
    numbers: { states: STATES, single, double, ...numbers },
    pairs: referencePairs(asked, observations, said, actor.kind === "controller"),
  };
}

function askedStates(actor: Actor, native: Rollout, dX: number, random: RandomStream): AskedStates {
  const asked =
    actor.kind === "policy"
      ? statesOfWhitening(actor.policy, STATES, dX, random)
      : statesOfRollout(native.states, STATES, dX, random);
  // As the file sees them: what is compared is the arithmetic, not the rounding of what comes in.
  return { ...asked, states: asked.states.map(Math.fround) };
}
