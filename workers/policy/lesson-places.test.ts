import { describe, expect, it } from "vitest";
import { type PlaceOptions, placesOf, type VisitedStates } from "./lesson-places.ts";

/** A position that goes from 0 to 99 in a hundred steps, and its velocity: σ = √(9999/12). */
const path = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? i / 2 : 1));
const sigma = Math.sqrt(9999 / 12);

/** @param positions whose velocities are absurd, and must not count */
function rowsAndSteps(
  positions: readonly number[],
  set: Partial<VisitedStates>,
  options: Partial<PlaceOptions>,
): number[][] {
  const visited: VisitedStates = {
    condition: 0,
    by: "controller",
    states: Float64Array.from(positions.flatMap((q, i) => [q, 1000 * (-1) ** i])),
    validSteps: [positions.length],
    ...set,
  };
  const places = placesOf([visited], [path], 2, { stride: 1, spacing: 0, ...options });
  return [places.map(({ row }) => row), places.map(({ t }) => t)];
}

describe("placesOf", () => {
  const moving = Array.from({ length: 100 }, (_, t) => 2 * t);

  it("takes every n-th state, from another phase in every rollout", () => {
    const three = { validSteps: [4, 4, 1], states: new Float64Array(600) };
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
    const resting = { validSteps: [10, 10], states: new Float64Array(400) };
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

  it("measures each position in its own standard deviations", () => {
    // The first position spans 1000, the second 0.01: the second tells the steps apart.
    const wide = Float64Array.of(0, 0, 9, 9, 1000, 0, 9, 9, 0, 0.01, 9, 9);
    const states = new Float64Array(12);
    states.set([300, 0.01]);
    const set = { condition: 0, by: "policy", states, validSteps: [1] } as const;
    expect(placesOf([set], [wide], 4, { stride: 1, spacing: 0 })).toEqual([{ set, row: 0, t: 2 }]);
  });
});
