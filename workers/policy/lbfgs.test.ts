import { describe, expect, it } from "vitest";
import { type MinimiseOptions, minimise, type Objective } from "./lbfgs.ts";
import { testFunctions } from "./testing/test-functions.ts";

const options: MinimiseOptions = {
  history: 15,
  maxEvaluations: 2000,
  gradientTolerance: 1e-9,
  valueTolerance: 0,
  rounding: 1e-16,
};

describe("minimise", () => {
  it.each(testFunctions)(
    "finds the minimum of $name and leaves the start as it was",
    ({ f, start, minimiser, name }) => {
      const before = start.slice();
      const found = minimise(f, start, options);
      expect(found.status).toBe("converged");
      expect(found.value).toBeLessThan(1e-14);
      expect(found.gradientNorm).toBeLessThanOrEqual(1e-9);
      // Where the Hessian is singular, a small gradient leaves x uncertain.
      const digits = name.includes("singular") ? 3 : 6;
      found.x.forEach((value, i) => {
        expect(value).toBeCloseTo(minimiser[i], digits);
      });
      expect(start).toEqual(before);
    },
  );

  it.each(testFunctions)("never raises $name, and counts its evaluations", ({ f, start }) => {
    let calls = 0;
    const counted: Objective = (x, g) => {
      calls++;
      return f(x, g);
    };
    let last = Infinity;
    for (let maxEvaluations = 1; maxEvaluations <= 60; maxEvaluations++) {
      calls = 0;
      const { value, evaluations, status, x, gradientNorm } = minimise(counted, start, { ...options, maxEvaluations });
      expect(evaluations).toBe(calls);
      expect(evaluations).toBeLessThanOrEqual(maxEvaluations);
      if (status === "evaluation-limit") expect(evaluations).toBe(maxEvaluations);
      expect(value).toBeLessThanOrEqual(last);
      last = value;
      const gradient = new Float64Array(x.length);
      expect(f(x, gradient)).toBe(value);
      expect(Math.hypot(...gradient)).toBeCloseTo(gradientNorm, 8);
    }
  });

  it("shrinks steps that leave the function's domain", () => {
    // x − log x, NaN for x < 0, from where the first steps overshoot
    const barrier: Objective = ([x], g) => {
      g[0] = 1 - 1 / x;
      return x - Math.log(x);
    };
    for (const x of [1e-3, 0.5, 30]) {
      const found = minimise(barrier, Float64Array.of(x), options);
      expect(found.status).toBe("converged");
      expect(found.x[0]).toBeCloseTo(1, 7);
    }
    // f overflows beyond |x| = 27
    const overflowing: Objective = ([x], g) => {
      g[0] = 2 * x * Math.exp(x * x) - 4e3;
      return Math.exp(x * x) - 4e3 * x;
    };
    const found = minimise(overflowing, Float64Array.of(0), options);
    expect(2 * found.x[0] * Math.exp(found.x[0] ** 2)).toBeCloseTo(4e3, 3);
  });

  it("tells a start that is not finite", () => {
    const found = minimise(() => Number.NaN, Float64Array.of(1), options);
    expect(found).toMatchObject({ status: "not-finite", evaluations: 1 });
    const flat: Objective = (_x, g) => {
      g[0] = Infinity;
      return 0;
    };
    expect(minimise(flat, Float64Array.of(1), options).status).toBe("not-finite");
  });

  it("ends where rounding hides any descent", () => {
    // The gradient says downhill, the value never falls.
    const stubborn: Objective = (_x, g) => {
      g[0] = 1;
      return 1;
    };
    const found = minimise(stubborn, Float64Array.of(0), options);
    expect(found.status).toBe("no-descent");
    expect(found.x[0]).toBe(0);
  });

  it("ends where steps gain too little", () => {
    const found = minimise(testFunctions[0].f, testFunctions[0].start, { ...options, valueTolerance: 0.5 });
    expect(found.status).toBe("settled");
    expect(found.value).toBeGreaterThan(0.1);
  });
});
