import { describe, expect, it } from "vitest";
import { type PlaceOptions, placesOf, type VisitedStates } from "./lesson-places.ts";

/** One state that goes from 0 to 99 in a hundred steps: σ = √(9999/12). */
const path = Float64Array.from({ length: 100 }, (_, t) => t);
const sigma = Math.sqrt(9999 / 12);

function rowsAndSteps(
  states: readonly number[],
  set: Partial<VisitedStates>,
  options: Partial<PlaceOptions>,
): number[][] {
  const visited: VisitedStates = {
    condition: 0,
    by: "controller",
    states: Float64Array.from(states),
    validSteps: [states.length],
    ...set,
  };
  const places = placesOf([visited], [path], 1, { stride: 1, spacing: 0, ...options });
  return [places.map(({ row }) => row), places.map(({ t }) => t)];
}

describe("placesOf", () => {
  const moving = Array.from({ length: 100 }, (_, t) => 2 * t);

  it("takes every n-th state, from another phase in every rollout", () => {
    const three = { validSteps: [4, 4, 1], states: new Float64Array(300) };
    expect(rowsAndSteps([], three, { stride: 2 })).toEqual([
      [0, 2, 101, 103, 200],
      [0, 2, 1, 3, 0],
    ]);
  });

  it("leaves out states that are nearer than the spacing to the last one taken", () => {
    const [rows] = rowsAndSteps(moving, {}, { spacing: 6.5 / sigma });
    // Three steps of 2 are not enough, four are.
    expect(rows).toEqual(Array.from({ length: 25 }, (_, i) => 4 * i));
  });

  it("takes a state now and then of a robot that rests", () => {
    const [rows] = rowsAndSteps(Array<number>(100).fill(7), {}, { spacing: 0.1 });
    expect(rows).toEqual([0, 40, 80]);
  });

  it("begins anew with every rollout", () => {
    const resting = { validSteps: [10, 10], states: new Float64Array(200) };
    expect(rowsAndSteps([], resting, { spacing: 0.1 })).toEqual([
      [0, 100],
      [0, 0],
    ]);
  });

  it("keeps the time of a controller, and gives a policy's states that of the nearest step", () => {
    const states = [50.4, 3, -2, 1000];
    expect(rowsAndSteps(states, {}, {})[1]).toEqual([0, 1, 2, 3]);
    expect(rowsAndSteps(states, { by: "policy" }, {})[1]).toEqual([50, 3, 0, 99]);
  });

  it("measures each entry in its own standard deviations", () => {
    // The first entry spans 1000, the second 0.01: the second tells the steps apart.
    const wide = Float64Array.of(0, 0, 1000, 0, 0, 0.01);
    const state = {
      condition: 0,
      by: "policy",
      states: Float64Array.of(300, 0.01, 0, 0, 0, 0),
      validSteps: [1],
    } as const;
    expect(placesOf([state], [wide], 2, { stride: 1, spacing: 0 })).toEqual([{ set: state, row: 0, t: 2 }]);
  });
});
