/**
 * What a policy is taught (method section 4): at the states of this and of earlier iterations, what the *new* controllers
 * of their conditions do there, as precisely as those act,
 *
 *   target_i = K_t x_i + k_t,   W_i = λ_t C_t⁻¹.
 */
import { cholesky, inverseFromCholesky, logDetFromCholesky } from "../math/cholesky.ts";
import { allFinite, copy, dot } from "../math/vector.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import { type PlaceOptions, placesOf, type VisitedStates } from "./lesson-places.ts";

export interface Teacher {
  controller: LinearGaussianController;
  /** λ: [T]. */
  weights: Float64Array;
  /** x̂: [T, dX] mean of the states that it has led through. */
  path: Float64Array;
}

export interface RelabelOptions extends PlaceOptions {
  /** [dU] each, infinite where there is no limit: targets are clamped to these. null leaves them as they are. */
  limits: { low: Float64Array; high: Float64Array } | null;
}

/** n samples in physical units; those of a condition's step t form one of G groups. */
export interface Lessons {
  count: number;
  stateDim: number;
  actionDim: number;
  /** [n, dX]. */
  states: Float64Array;
  /** [n, dU]. */
  targets: Float64Array;
  /** [n]. */
  groups: Int32Array;
  /** W = λ C⁻¹: [G, dU, dU]. */
  precisions: Float64Array;
  /** λ: [G]. */
  weights: Float64Array;
  /** log|C|: [G]. */
  logDeterminants: Float64Array;
}

export type LessonsResult =
  | { status: "ok"; lessons: Lessons }
  | { status: "not-positive-definite" | "not-finite"; condition: number; step: number };

/** Relabels what was visited; teachers, one at least, stand in the order of the conditions and have equal dimensions. */
export function relabel(
  visited: readonly VisitedStates[],
  teachers: readonly Teacher[],
  options: RelabelOptions,
): LessonsResult {
  const { controller, weights } = teachers[0];
  const T = weights.length;
  const dU = controller.offsets.length / T;
  const dX = controller.gains.length / controller.offsets.length;
  const judged = precisionsOf(teachers, T, dU);
  if (judged.status !== "ok") return judged;
  const places = placesOf(
    visited,
    teachers.map(({ path }) => path),
    dX,
    options,
  );
  const lessons: Lessons = {
    count: places.length,
    stateDim: dX,
    actionDim: dU,
    states: new Float64Array(places.length * dX),
    targets: new Float64Array(places.length * dU),
    groups: new Int32Array(places.length),
    ...judged.groups,
  };
  for (const [i, { set, row, t }] of places.entries()) {
    copy(dX, set.states, row * dX, lessons.states, i * dX);
    lessons.groups[i] = set.condition * T + t;
    writeTarget(lessons, i, teachers[set.condition].controller, t, options.limits);
    const finite = allFinite(dX, lessons.states, i * dX) && allFinite(dU, lessons.targets, i * dU);
    if (!finite) return { status: "not-finite", condition: set.condition, step: t };
  }
  return { status: "ok", lessons };
}

type Groups = Pick<Lessons, "precisions" | "weights" | "logDeterminants">;

/** W = λ C⁻¹ and log|C| of every condition and step. */
function precisionsOf(
  teachers: readonly Teacher[],
  T: number,
  dU: number,
): { status: "ok"; groups: Groups } | Exclude<LessonsResult, { status: "ok" }> {
  const size = dU * dU;
  const precisions = new Float64Array(teachers.length * T * size);
  const weights = new Float64Array(teachers.length * T);
  const logDeterminants = new Float64Array(teachers.length * T);
  const L = new Float64Array(size);
  for (const [condition, { controller, weights: lambda }] of teachers.entries()) {
    for (let t = 0; t < T; t++) {
      const group = condition * T + t;
      copy(size, controller.covariances, t * size, L, 0);
      if (!cholesky(L, 0, dU)) return { status: "not-positive-definite", condition, step: t };
      weights[group] = lambda[t];
      logDeterminants[group] = logDetFromCholesky(dU, L, 0);
      inverseFromCholesky(dU, L, 0, precisions, group * size);
      for (let i = 0; i < size; i++) precisions[group * size + i] *= lambda[t];
    }
  }
  return { status: "ok", groups: { precisions, weights, logDeterminants } };
}

/** target_i ← K_t x_i + k_t, within the limits. */
function writeTarget(
  { stateDim: dX, actionDim: dU, states, targets }: Lessons,
  i: number,
  { gains: K, offsets: k }: LinearGaussianController,
  t: number,
  limits: RelabelOptions["limits"],
): void {
  for (let j = 0; j < dU; j++) {
    const action = k[t * dU + j] + dot(dX, K, (t * dU + j) * dX, states, i * dX);
    targets[i * dU + j] = limits === null ? action : Math.min(limits.high[j], Math.max(limits.low[j], action));
  }
}
