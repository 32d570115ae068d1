/**
 * Which of the states that rollouts have visited become lessons, and which step's controller is asked there.
 *
 * Every n-th state is taken; of those that lie closer together than δ, one. An arm that has come to rest would otherwise fill
 * nine tenths of the lessons with one state, and the tenth in which everything is decided would hardly count.
 *
 * A controller's own rollouts keep its time: at their step t they are taught what it does at t. A policy has no time. It may
 * search for seconds where the controller has long arrived, so that its states are taught what the controller does at
 * the step whose positions q are nearest:
 *
 *   t* = argmin_t ‖(q − q̂_t) / σ‖,   σ: standard deviations of the controllers' mean positions q̂ over all steps
 */
import { nearestStep, spreadOf, squaredDistance } from "./nearest-step.ts";

/** States of one condition's rollouts in one iteration. */
export interface VisitedStates {
  /** Index of the condition's teacher. */
  condition: number;
  /** [N, T, dX]. */
  states: Float64Array;
  /** [N] only the first so many steps of each rollout count: after a fall there is nothing to learn. */
  validSteps: readonly number[];
  /** Whose rollouts they are: a controller acts by the time, a policy by the state alone. */
  by: "controller" | "policy";
}

export interface PlaceOptions {
  /** Every so many steps a state is taken. */
  stride: number;
  /** δ: of states that are nearer to the one before them than this, in units of σ, none is taken; 0 takes all. */
  spacing: number;
}

/** A state that is taken. */
export interface Place {
  set: VisitedStates;
  /** Its row in the set's states. */
  row: number;
  /** The step whose controller is asked. */
  t: number;
}

/** After so many steps a state is taken again, however near it is: that the robot rests there is worth knowing, too. */
const LONGEST_REST = 40;

/** @param paths x̂: [T, dX] of each condition's controller */
export function placesOf(
  visited: readonly VisitedStates[],
  paths: readonly Float64Array[],
  dX: number,
  { stride, spacing }: PlaceOptions,
): Place[] {
  const sigma = spreadOf(paths, dX);
  const T = paths[0].length / dX;
  return visited.flatMap((set) => {
    const rollouts = set.validSteps.map((valid, sample) => stepsOf(valid, sample, stride).map((t) => sample * T + t));
    const rows = rollouts.flatMap((all) => (spacing > 0 ? spaced(all, set.states, sigma, spacing) : all));
    const path = paths[set.condition];
    return rows.map((row): Place => {
      const t = set.by === "controller" ? row % T : nearestStep(set.states, row * dX, path, sigma);
      return { set, row, t };
    });
  });
}

/** Rollouts start at different phases of the stride, so that together they cover all time steps. */
function stepsOf(valid: number, sample: number, stride: number): number[] {
  const taken = Math.max(0, Math.ceil((valid - (sample % stride)) / stride));
  return Array.from({ length: taken }, (_, i) => (sample % stride) + i * stride);
}

/** Rows of one rollout without those that are nearer than δ to the last one taken. */
function spaced(rows: readonly number[], states: Float64Array, sigma: Float64Array, spacing: number): number[] {
  const dX = 2 * sigma.length;
  let last: number | null = null;
  return rows.filter((row) => {
    const distance = last === null ? Infinity : squaredDistance(states, row * dX, states, last * dX, sigma);
    const taken = last === null || row - last >= LONGEST_REST || distance >= spacing ** 2;
    if (taken) last = row;
    return taken;
  });
}
