/** Standard functions for tests of minimisation, with where they start and what they reach (Moré, Garbow & Hillstrom). */
import type { Objective } from "../lbfgs.ts";

interface TestFunction {
  name: string;
  f: Objective;
  start: Float64Array;
  /** The minimiser; the minimum is 0 in all of them. */
  minimiser: Float64Array;
}

/** Σ over the pairs from `first` on, `stride` apart, of (1 − a)² + 100 (b − a²)². */
const rosenbrock =
  (stride: number): Objective =>
  (x, g) => {
    g.fill(0);
    let sum = 0;
    for (let i = 0; i + 1 < x.length; i += stride) {
      const [p, q] = [1 - x[i], x[i + 1] - x[i] ** 2];
      sum += p * p + 100 * q * q;
      g[i] += -2 * p - 400 * x[i] * q;
      g[i + 1] += 200 * q;
    }
    return sum;
  };

const beale: Objective = (x, g) => {
  g.fill(0);
  let sum = 0;
  [1.5, 2.25, 2.625].forEach((c, k) => {
    const r = c - x[0] * (1 - x[1] ** (k + 1));
    sum += r * r;
    g[0] -= 2 * r * (1 - x[1] ** (k + 1));
    g[1] += 2 * r * x[0] * (k + 1) * x[1] ** k;
  });
  return sum;
};

/** Its Hessian is singular at the minimiser. */
const powellSingular: Objective = ([a, b, c, d], g) => {
  const [p, q, r, s] = [a + 10 * b, c - d, b - 2 * c, a - d];
  g.set([2 * p + 40 * s ** 3, 20 * p + 4 * r ** 3, 10 * q - 8 * r ** 3, -10 * q - 40 * s ** 3]);
  return p * p + 5 * q * q + r ** 4 + 10 * s ** 4;
};

/** ½ Σ h_i x_i² with h from 1 to 10⁴. */
const illConditioned: Objective = (x, g) => {
  let sum = 0;
  x.forEach((value, i) => {
    const h = 10 ** ((4 * i) / (x.length - 1));
    g[i] = h * value;
    sum += 0.5 * h * value * value;
  });
  return sum;
};

const repeated = (count: number, values: number[]) => Float64Array.from(Array(count).fill(values).flat());

export const testFunctions: TestFunction[] = [
  { name: "Rosenbrock", f: rosenbrock(1), start: repeated(1, [-1.2, 1]), minimiser: repeated(2, [1]) },
  { name: "Beale", f: beale, start: repeated(2, [1]), minimiser: Float64Array.of(3, 0.5) },
  { name: "Powell's singular", f: powellSingular, start: repeated(1, [3, -1, 0, 1]), minimiser: repeated(4, [0]) },
  { name: "ill-conditioned quadratic", f: illConditioned, start: repeated(30, [1]), minimiser: repeated(30, [0]) },
  {
    name: "extended Rosenbrock, 100-D",
    f: rosenbrock(2),
    start: repeated(50, [-1.2, 1]),
    minimiser: repeated(100, [1]),
  },
  {
    name: "chained Rosenbrock, 100-D",
    f: rosenbrock(1),
    start: repeated(50, [-1.2, 1]),
    minimiser: repeated(100, [1]),
  },
];
