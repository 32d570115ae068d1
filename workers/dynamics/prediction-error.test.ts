import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import type { LinearDynamics } from "../trajectory/types.ts";
import { type Judged, overallError, predictionErrors } from "./prediction-error.ts";

const dims = { steps: 3, stateDim: 2, actionDim: 1 };

/** x_{t+1} = x_t + offsets, whatever is done. */
function drift(...offsets: number[]): LinearDynamics {
  const times = <T>(values: T[]) => Array.from({ length: dims.steps }, () => values).flat();
  return {
    matrices: Float64Array.from(times([1, 0, 0, 0, 1, 0])),
    offsets: Float64Array.from(times(offsets)),
    covariances: new Float64Array(dims.steps * 4),
  };
}

/** Rows of two states. */
function rollout(rows: [number, number][], validSteps = rows.length): Judged {
  return { states: Float64Array.from(rows.flat()), actions: new Float64Array(dims.steps), validSteps };
}

const nan = Number.NaN;

describe("the error of predictions", () => {
  it("is what is left at each step, in multiples of a step's usual change, which was worked out by hand", () => {
    // Changes 3, 4 of one state and 0.1, −0.1 of the other: root mean squares √12.5 and 0.1.
    const moved = rollout([
      [0, 0],
      [3, 0.1],
      [7, 0],
    ]);
    const [errors] = predictionErrors(drift(3, 0), [moved], dims);
    expect(errors[0]).toBeCloseTo(Math.sqrt((0 + 1) / 2), 12);
    expect(errors[1]).toBeCloseTo(Math.sqrt((1 / 12.5 + 1) / 2), 12);
    expect(errors[2]).toBeNaN();
  });

  it("takes what is done into account", () => {
    const { offsets, covariances, matrices } = drift(0, 0);
    // x_{t+1,1} = x_t,1 + 2 u_t
    const pushed = matrices.map((value, i) => (i % 6 === 2 ? 2 : value));
    const moved = rollout([
      [0, 0],
      [2, 1],
      [-4, 1],
    ]);
    const acted = { ...moved, actions: Float64Array.of(1, -3, 0) };
    const errors = predictionErrors({ matrices: pushed, offsets, covariances }, [acted], dims)[0];
    // The second state's change of 1, then 0, is not foretold: 1/√½ of its scale.
    expect([errors[0], errors[1]]).toEqual([expect.closeTo(1, 12), 0]);
  });

  it("is 1 in root mean square for a model that foretells no change, whatever the units", () => {
    const random = streamFromSeed(1);
    const walk = (scale: number) => {
      let [a, b] = [0, 0];
      return rollout(
        Array.from({ length: dims.steps }, (): [number, number] => {
          a += random.normal();
          b += scale * random.normal();
          return [a, b];
        }),
      );
    };
    for (const scale of [1, 1e-4, 1e6]) {
      const errors = predictionErrors(drift(0, 0), [walk(scale), walk(scale), walk(scale)], dims);
      expect(overallError(errors)).toBeCloseTo(1, 12);
    }
  });

  it("does not depend on the units of a state", () => {
    const inMetres = rollout([
      [0, 0.001],
      [1, 0.004],
      [3, 0.002],
    ]);
    const inMillimetres = rollout([
      [0, 1],
      [1, 4],
      [3, 2],
    ]);
    const [a] = predictionErrors(drift(0.5, 0.0005), [inMetres], dims);
    const [b] = predictionErrors(drift(0.5, 0.5), [inMillimetres], dims);
    for (const t of [0, 1]) expect(a[t]).toBeCloseTo(b[t], 10);
  });

  it("leaves a state that is at rest out, and says nothing where all are", () => {
    const moved = rollout([
      [0, 5],
      [1, 5],
      [2, 5],
    ]);
    expect([...predictionErrors(drift(0, 7), [moved], dims)[0]]).toEqual([1, 1, nan]);
    const still = rollout([
      [0, 5],
      [0, 5],
      [0, 5],
    ]);
    expect([...predictionErrors(drift(1, 7), [still], dims)[0]]).toEqual([nan, nan, nan]);
  });

  it("ends where the simulation did: the rows after a fall are no motion", () => {
    const fallen = rollout(
      [
        [0, 0],
        [2, 1],
        [2, 1],
      ],
      2,
    );
    expect([...predictionErrors(drift(0, 0), [fallen], dims)[0]]).toEqual([1, nan, nan]);
  });
});

it("has the root mean square of what was foretold, and none of nothing", () => {
  expect(overallError([Float64Array.of(3, nan), Float64Array.of(nan, 4)])).toBeCloseTo(Math.sqrt(12.5), 12);
  expect(overallError([Float64Array.of(nan)])).toBeNaN();
  expect(overallError([])).toBeNaN();
});
