import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CostPoint, CostTerm } from "./cost-term.ts";
import { distance } from "./distance.ts";
import { effort } from "./effort.ts";
import { tracking } from "./tracking.ts";

const nq = 3;
const dU = 2;
const D = 2 * nq + dU;
const number = fc.double({ min: -2, max: 2, noNaN: true });

/** A point whose tip moves linearly with the positions, p = p₀ + J q: the Gauss–Newton Hessian is then exact. */
function pointAt(y: readonly number[], base: readonly number[], J: readonly number[]): CostPoint {
  const tip = Float64Array.from({ length: 3 }, (_, r) => {
    let sum = base[r];
    for (let i = 0; i < nq; i++) sum += J[r * nq + i] * y[i];
    return sum;
  });
  return {
    state: Float64Array.from(y.slice(0, 2 * nq)),
    action: Float64Array.from(y.slice(2 * nq)),
    tip,
    goal: Float64Array.of(0.2, -0.1, 0.4),
    tipJacobian: Float64Array.from(J),
  };
}

function expansionOf(term: CostTerm, point: CostPoint) {
  const gradient = new Float64Array(D);
  const hessian = new Float64Array(D * D);
  term.expand(point, gradient, hessian);
  return { gradient, hessian };
}

const terms: [string, CostTerm][] = [
  ["effort", effort(0.3)],
  ["distance", distance(1.7, 0.05)],
  ["tracking", tracking(0.8, 4, 1.3)],
];

describe.each(terms)("%s", (_, term) => {
  const inputs = [
    fc.array(number, { minLength: D, maxLength: D }),
    fc.array(number, { minLength: 3, maxLength: 3 }),
    fc.array(number, { minLength: 3 * nq, maxLength: 3 * nq }),
  ] as const;
  const h = 1e-5;
  const shifted = (y: readonly number[], i: number, by: number) => y.map((v, j) => (i === j ? v + by : v));

  it("has the gradient that finite differences of its value give", () => {
    fc.assert(
      fc.property(...inputs, (y, base, J) => {
        const { gradient } = expansionOf(term, pointAt(y, base, J));
        for (let i = 0; i < D; i++) {
          const up = term.value(pointAt(shifted(y, i, h), base, J));
          const down = term.value(pointAt(shifted(y, i, -h), base, J));
          expect(gradient[i]).toBeCloseTo((up - down) / (2 * h), 5);
        }
      }),
    );
  });

  it("has the Hessian that finite differences of its gradient give", () => {
    fc.assert(
      fc.property(...inputs, (y, base, J) => {
        const { hessian } = expansionOf(term, pointAt(y, base, J));
        for (let i = 0; i < D; i++) {
          const up = expansionOf(term, pointAt(shifted(y, i, h), base, J)).gradient;
          const down = expansionOf(term, pointAt(shifted(y, i, -h), base, J)).gradient;
          for (let j = 0; j < D; j++) expect(hessian[i * D + j]).toBeCloseTo((up[j] - down[j]) / (2 * h), 4);
        }
      }),
    );
  });
});

describe("distance", () => {
  it("is the l12 norm of the appendix", () => {
    const term = distance(1, 1e-2);
    const point = pointAt(new Array(D).fill(0), [3.2, -0.1, 4.4], new Array(9).fill(0));
    expect(term.value(point)).toBeCloseTo(0.5 * 25 + Math.sqrt(25.01), 12);
  });
});

describe("effort", () => {
  it("is half the weighted square of the action", () => {
    const point = pointAt([0, 0, 0, 0, 0, 0, 3, -4], [0, 0, 0], new Array(9).fill(0));
    expect(effort(0.1).value(point)).toBeCloseTo(1.25, 12);
  });
});

describe("tracking", () => {
  it("is half the weighted square of one state's deviation", () => {
    const point = pointAt([9, 9, 9, 9, 5, 9, 9, 9], [0, 0, 0], new Array(9).fill(0));
    expect(tracking(0.1, 4, 2).value(point)).toBeCloseTo(0.45, 12);
  });
});
