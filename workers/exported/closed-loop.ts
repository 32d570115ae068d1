/**
 * A rollout through an exported file, next to the native one in double precision from the same start. Three questions:
 *
 *   first second  whether no state is further from the native rollout's than 1e-4 · max(1, max_t |x_tj|)
 *   end           whether the metric m is within max(5 % of |m|, 1e-3) and the robot has fallen in both or in neither
 *   on its way    whether the file says what was exported in every state that its own rollout came to
 *
 * Contact magnifies whatever rounding goes into a closed loop. How much of it is the task's own doing is measured, not
 * assumed: native rollouts whose states are moved by one rounding of a float and whose actions by as much as the file's are off,
 * up or down at random, spread by as much. Five times their spread is allowed where that is more; and where it reaches 1 % of a state somewhere on the way, the
 * ends say nothing about the file. What it says on its way does so in any case.
 */
import type { RandomStream } from "../math/random.ts";
import type { RolloutStart } from "../physics/open-rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import type { System } from "../systems/system.ts";
import type { Actor } from "../trainer-api.ts";
import { comparedOutputs } from "./compared-outputs.ts";
import type { ActorOutputs, ClosedLoopNumbers } from "./contract.ts";
import { stateDifference } from "./differences.ts";
import type { FileActor } from "./file-actor.ts";
import { fileRollout } from "./file-rollout.ts";
import { nativeMean, nativeRollout, roundedMean } from "./native-actor.ts";

const STATE_TOLERANCE = 1e-4;
const METRIC_SHARE = 0.05;
const METRIC_LEAST = 1e-3;
const SPREADS = 5;
/** Native rollouts that show the spread. */
const ROUNDED = 8;
/** Spread of a state on the way above which the ends are not compared. */
const APART = 0.01;

export interface ClosedLoop {
  simulation: Simulation;
  system: System;
  start: RolloutStart;
  actor: Actor;
  observation: readonly number[];
  /** The rollout of what was exported. */
  native: Rollout;
  file: FileActor;
  /** How far its outputs are from double precision, as a share of them. */
  error: number;
}

/** The numbers, and why they are not good enough: a sentence without its full stop, or null where they are. */
export interface ClosedLoopResult {
  numbers: ClosedLoopNumbers;
  failure: string | null;
}

export async function closedLoop(loop: ClosedLoop, random: RandomStream): Promise<ClosedLoopResult> {
  const { simulation, system, start, actor, native } = loop;
  const { steps, dt, stateDim: dX } = system.description;
  const { rollout: exported, onItsWay, allowed } = await onTheWay(loop);
  const mean = roundedMean(nativeMean(actor), random, loop.error);
  const rounded = Array.from({ length: ROUNDED }, () => nativeRollout(simulation, system, mean, start));
  const firstSteps = Math.min(steps, Math.round(1 / dt));
  const spread = (until: number) => Math.max(...rounded.map((one) => stateDifference(one, native, until, dX)));
  const numbers: ClosedLoopNumbers = {
    onItsWay,
    firstSteps,
    firstSecond: stateDifference(exported, native, firstSteps, dX),
    rounding: { rollouts: ROUNDED, firstSecond: spread(firstSteps), wholeWay: spread(steps) },
    metric: { native: native.metric, exported: exported.metric },
  };
  const failure = strays(numbers) ?? endsApart(native, exported, numbers) ?? saysOtherwise(numbers, allowed);
  return { numbers, failure };
}

/** The file's rollout, and its outputs in the states of it. */
async function onTheWay({ simulation, system, start, actor, observation, file }: ClosedLoop) {
  const { stateDim: dX } = system.description;
  const said: ActorOutputs[] = [];
  const heard: FileActor = {
    ...file,
    async outputs(...asked) {
      const outputs = await file.outputs(...asked);
      said.push(outputs);
      return outputs;
    },
  };
  const rollout = await fileRollout(simulation, system, heard, start);
  const states = rollout.states.subarray(0, said.length * dX).map(Math.fround);
  const asked = { count: said.length, states, timeSteps: Array.from(said.keys()) };
  const { single, allowed } = comparedOutputs(actor, asked, joined(said), observation, system.description);
  return { rollout, onItsWay: single, allowed };
}

/** Outputs of one step after the other: [T, dU] each. */
function joined(said: readonly ActorOutputs[]): ActorOutputs {
  const all = (output: keyof ActorOutputs) => Float32Array.from(said.flatMap((outputs) => [...outputs[output]]));
  return { mean: all("mean"), std: all("std"), action: all("action") };
}

// NaN passes no comparison.

function strays({ firstSecond, rounding }: ClosedLoopNumbers): string | null {
  const tolerance = Math.max(STATE_TOLERANCE, SPREADS * rounding.firstSecond);
  if (firstSecond <= tolerance) return null;
  return `its rollout's states differ by ${firstSecond.toExponential(2)} in the first second, not ${tolerance.toExponential(2)} at most`;
}

function endsApart(native: Rollout, exported: Rollout, { rounding }: ClosedLoopNumbers): string | null {
  if (!(rounding.wholeWay <= APART)) return null;
  const tolerance = Math.max(METRIC_SHARE * Math.abs(native.metric), METRIC_LEAST);
  const close = Math.abs(exported.metric - native.metric) <= tolerance;
  if (close && exported.status === native.status) return null;
  return `the file's rollout ends ${exported.status} at ${exported.metric}, the native one ${native.status} at ${native.metric}; ${tolerance} apart would do`;
}

function saysOtherwise({ onItsWay }: ClosedLoopNumbers, allowed: number): string | null {
  if (onItsWay <= allowed) return null;
  return `its outputs on its own way differ by ${onItsWay.toExponential(2)} of their largest value, not ${allowed.toExponential(2)} at most`;
}
