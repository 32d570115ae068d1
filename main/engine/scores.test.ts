import { expect, test } from "vitest";
import type { Rollout } from "../../workers/rollout.ts";
import { rolloutWith } from "../reproduce/testing/runs.ts";
import { meanScores, travelledBy } from "./scores.ts";

/** Two states; the second one is how far it has come. */
const walker = { travel: 1, stateDim: 2 };
const walked = (status: Rollout["status"], from: number, to: number): Rollout => ({
  ...rolloutWith(1),
  status,
  validSteps: 2,
  states: Float64Array.of(9, from, 9, to, 9, 100),
});

test("the distance travelled is from the first state to the last that was simulated", () => {
  expect(travelledBy(walker, walked("ok", 0.5, 2))).toBe(1.5);
  expect(travelledBy({ ...walker, travel: null }, walked("ok", 0.5, 2))).toBeNull();
});

test("means are over what did not diverge, falls are counted, success is of all", () => {
  const rollouts = [walked("ok", 0, 4), walked("fallen", 0, 1), walked("diverged", 0, 1e9)];
  const successes = rollouts.map((rollout, i) => ({ ...rollout, success: i === 0, cost: [3, 5, 1e30][i] }));
  expect(meanScores(walker, successes)).toEqual({ metric: 1, success: 1 / 3, cost: 4, travelled: 2.5, fallen: 1 });
  const nothing = { metric: null, success: 0, cost: null, travelled: null, fallen: 0 };
  expect(meanScores(walker, [{ ...rollouts[2], success: false }])).toEqual(nothing);
});
