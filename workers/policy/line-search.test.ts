import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curvature, type Probe, sufficientDecrease, wolfeSearch } from "./line-search.ts";
import { testFunctions } from "./testing/test-functions.ts";

const probe = (): Probe => ({ step: 0, value: Number.NaN, slope: Number.NaN });

function search(phi: (step: number) => { value: number; slope: number }, firstStep: number, maxEvaluations = 60) {
  const start = { step: 0, ...phi(0) };
  let calls = 0;
  const result = wolfeSearch(
    start,
    [probe(), probe()],
    (step, into) => {
      calls++;
      Object.assign(into, { step, ...phi(step) });
    },
    { firstStep, maxEvaluations, rounding: 1e-16 },
  );
  expect(result.evaluations).toBe(calls);
  return { start, ...result };
}

function expectWolfe({ start, status, probe: found }: ReturnType<typeof search>): void {
  expect(status).toBe("wolfe");
  expect(found.value).toBeLessThanOrEqual(start.value + sufficientDecrease * found.step * start.slope);
  expect(Math.abs(found.slope)).toBeLessThanOrEqual(curvature * Math.abs(start.slope));
}

const firstStep = fc.double({ min: -6, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);

describe("the line search", () => {
  it.each(testFunctions)("holds the strong Wolfe conditions down the gradient of $name from any first step", (test) => {
    const { f, start } = test;
    const origin = new Float64Array(start.length);
    f(start, origin);
    const norm = Math.hypot(...origin);
    const phi = (step: number) => {
      const gradient = new Float64Array(start.length);
      const value = f(
        start.map((x, i) => x - (step * origin[i]) / norm),
        gradient,
      );
      return { value, slope: -gradient.reduce((sum, g, i) => sum + (g * origin[i]) / norm, 0) };
    };
    fc.assert(fc.property(firstStep, (step) => expectWolfe(search(phi, step))));
  });

  it("holds them on functions that are not finite beyond a wall, and on ones that flatten out", () => {
    fc.assert(
      fc.property(firstStep, fc.double({ min: 1.5, max: 100, noNaN: true }), (step, wall) => {
        expectWolfe(search((a) => ({ value: -a - Math.log(wall - a), slope: -1 + 1 / (wall - a) }), step * wall));
      }),
    );
    fc.assert(
      fc.property(firstStep, (step) => {
        expectWolfe(
          search((a) => ({ value: Math.hypot(1, a - 1e4), slope: (a - 1e4) / Math.hypot(1, a - 1e4) }), step),
        );
      }),
    );
  });

  it("says so where nothing lies below, where the line rises and where evaluations run out", () => {
    expect(search(() => ({ value: 1, slope: -1 }), 1).status).toBe("none");
    expect(search((a) => ({ value: a, slope: 1 }), 1)).toMatchObject({ status: "none", evaluations: 0 });
    const { status, probe: best, start } = search((a) => ({ value: -a, slope: -1 }), 1, 5);
    expect(status).toBe("decrease");
    expect(best.value).toBeLessThan(start.value);
  });
});
