/** What can be laid over the robot: how the samples spread, how the tip went in earlier iterations, forces, limits. */
import type { RolloutDrawing, RolloutPhysics, SceneModel } from "../../main/engine/api.ts";
import type { Vector } from "../../workers/physics/quaternion.ts";
import { type Ellipsoid, ellipsoidOf } from "./ellipsoid.ts";
import { kinematics, middleOf, positionCount } from "./kinematics.ts";
import { companions } from "./mean.ts";

/** Where an iteration's tip went. `age` 1 is the newest, 0 the oldest that is shown. */
export interface PastWay {
  way: readonly Vector[];
  age: number;
}

/** Forces at their points, by step: rows of step, point [m], force [N]. */
export interface Forces {
  contacts: Float32Array;
  /** [T, 3] centre of mass [m]. */
  centres: Float32Array;
}

/** Along a rollout so many ellipsoids are drawn. */
const ELLIPSOIDS = 24;
/** Standard deviations from the middle to the surface. */
const SIGMAS = 2;

/** Where the tip of each track ([T, nq]) is at a row; tracks that are shorter stay at their end. */
function tipsAt(model: SceneModel, sites: readonly string[], tracks: readonly Float32Array[], row: number): Vector[] {
  const nq = positionCount(model);
  const pose = kinematics(model);
  return tracks.flatMap((track) => {
    const at = Math.min(row, track.length / nq - 1) * nq;
    return at < 0
      ? []
      : [middleOf(model, sites, pose(track, at)) ?? []].filter((tip): tip is Vector => tip.length === 3);
  });
}

/** Ellipsoids of two standard deviations of the tip over the samples, along the way of their mean; none for one sample. */
export function spreadOf(model: SceneModel, sites: readonly string[], tracks: readonly Float32Array[]): Ellipsoid[] {
  if (tracks.length < 2) return [];
  const rows = Math.max(...tracks.map(({ length }) => length)) / positionCount(model);
  return Array.from({ length: ELLIPSOIDS }, (_, i) => {
    const row = Math.round(((i + 1) / ELLIPSOIDS) * (rows - 1));
    return ellipsoidOf(tipsAt(model, sites, tracks, row), SIGMAS);
  }).filter((ellipsoid): ellipsoid is Ellipsoid => ellipsoid !== null);
}

/** The way of a track's tip in at most so many points. */
export function wayOf(model: SceneModel, sites: readonly string[], track: Float32Array, most: number): Vector[] {
  const rows = track.length / positionCount(model);
  const stride = Math.max(1, Math.ceil(rows / most));
  const nq = positionCount(model);
  const pose = kinematics(model);
  const way: Vector[] = [];
  for (let row = 0; row < rows; row += stride) {
    const tip = middleOf(model, sites, pose(track, row * nq));
    if (tip) way.push(tip);
  }
  return way;
}

/** At most so many earlier iterations are drawn. */
const PAST = 12;

/** Accepted iterations up to one, evenly chosen where there are many; that one is the last. */
export function iterationsBefore(
  iterations: readonly { iteration: number; accepted: boolean }[],
  last: number,
): number[] {
  const past = iterations
    .filter(({ iteration, accepted }) => iteration === last || (accepted && iteration < last))
    .map(({ iteration }) => iteration);
  if (past.length <= PAST) return past;
  return Array.from({ length: PAST }, (_, i) => past[Math.round((i * (past.length - 1)) / (PAST - 1))]!);
}

/** Of one sample; or, for the mean, the contacts of all that it is of, and the mean of their centres of mass. */
export function forcesOf(
  physics: readonly RolloutPhysics[],
  rollouts: readonly RolloutDrawing[],
  choice: "mean" | number,
): Forces | null {
  if (choice !== "mean") return physics[choice] ?? null;
  const whole = companions(rollouts, "mean").flatMap((i) => physics[i] ?? []);
  if (whole.length === 0) return null;
  const contacts = new Float32Array(whole.reduce((sum, one) => sum + one.contacts.length, 0));
  let at = 0;
  for (const one of whole) {
    contacts.set(one.contacts, at);
    at += one.contacts.length;
  }
  const centres = whole[0]!.centres.map((_, i) => whole.reduce((sum, one) => sum + one.centres[i]!, 0) / whole.length);
  return { contacts, centres };
}
