/** How the cost of each kernel grows with each size of the problem, the others being those of the walker. */
import { wasmMixtureKernels } from "../workers/dynamics/wasm-kernels.ts";
import { openRuntime } from "../workers/math/wasm/runtime.ts";
import type { WasmVariant } from "../workers/math/wasm/variants.ts";
import { wasmNetworkKernels } from "../workers/policy/wasm-kernels.ts";
import { WasmTrajectoryKernels } from "../workers/trajectory/wasm-kernels.ts";
import { type Contestant, plainContest } from "./contest.ts";
import { duration } from "./figures.ts";
import { lqrProblem } from "./lqr-data.ts";
import { backwardContestant } from "./lqr-sweeps.ts";
import { clusters, softAssignment } from "./mixture-data.ts";
import { eStepContestant, mStepContestant } from "./mixture-steps.ts";
import { networkProblem } from "./network-data.ts";
import { regressionProblem } from "./regression-data.ts";
import { hold, type RoundSettings } from "./rounds.ts";
import { gradientContestant } from "./rows/network.ts";
import { regressionContestant } from "./rows/regression.ts";
import { growthExponent } from "./statistics.ts";

interface Series {
  work: string;
  variable: string;
  sizes: number[];
  contestant(size: number, variant: WasmVariant): Contestant;
}

export interface Growth {
  work: string;
  variable: string;
  sizes: number[];
  /** Median at each size [s]. */
  seconds: number[];
  /** p of cost ∝ sizeᵖ. */
  exponent: number;
}

const backward = (name: string, variant: WasmVariant, T: number, dX: number, dU: number) =>
  backwardContestant(name, new WasmTrajectoryKernels(openRuntime(variant)), lqrProblem(T, dX, dU));

const expectation = (name: string, variant: WasmVariant, n: number, dim: number, K: number) =>
  eStepContestant(name, wasmMixtureKernels(openRuntime(variant)), clusters(n, dim, K));

function maximisation(name: string, variant: WasmVariant, n: number, dim: number, K: number): Contestant {
  const points = clusters(n, dim, K);
  return mStepContestant(name, wasmMixtureKernels(openRuntime(variant)), points, softAssignment(points));
}

const regression = (name: string, variant: WasmVariant, T: number, dX: number, samples: number) =>
  regressionContestant(name, wasmMixtureKernels(openRuntime(variant)), regressionProblem(T, dX, dX / 3, samples, 20));

const gradient = (name: string, variant: WasmVariant, n: number, units: number) =>
  gradientContestant(name, wasmNetworkKernels(openRuntime(variant)), networkProblem(n, 18, units, 6), "double");

const series: Series[] = [
  {
    work: "LQR backward",
    variable: "T",
    sizes: [125, 250, 500, 1000],
    contestant: (T, variant) => backward(`${T}`, variant, T, 18, 6),
  },
  {
    work: "LQR backward",
    variable: "dX (dU = dX/3)",
    sizes: [6, 12, 24, 48],
    contestant: (dX, variant) => backward(`${dX}`, variant, 200, dX, dX / 3),
  },
  {
    work: "mixture E-step",
    variable: "points",
    sizes: [2500, 5000, 10_000, 20_000],
    contestant: (n, variant) => expectation(`${n}`, variant, n, 42, 20),
  },
  {
    work: "mixture E-step",
    variable: "components",
    sizes: [5, 10, 20, 40],
    contestant: (K, variant) => expectation(`${K}`, variant, 5000, 42, K),
  },
  {
    work: "mixture E-step",
    variable: "d",
    sizes: [14, 28, 56, 112],
    contestant: (dim, variant) => expectation(`${dim}`, variant, 5000, dim, 20),
  },
  {
    work: "mixture M-step",
    variable: "points",
    sizes: [2500, 5000, 10_000, 20_000],
    contestant: (n, variant) => maximisation(`${n}`, variant, n, 42, 20),
  },
  {
    work: "mixture M-step",
    variable: "components",
    sizes: [5, 10, 20, 40],
    contestant: (K, variant) => maximisation(`${K}`, variant, 5000, 42, K),
  },
  {
    work: "dynamics with prior",
    variable: "T",
    sizes: [125, 250, 500],
    contestant: (T, variant) => regression(`${T}`, variant, T, 18, 20),
  },
  {
    work: "dynamics with prior",
    variable: "dX (dU = dX/3)",
    sizes: [6, 12, 24, 48],
    contestant: (dX, variant) => regression(`${dX}`, variant, 100, dX, 20),
  },
  {
    work: "dynamics with prior",
    variable: "rollouts",
    sizes: [5, 10, 20, 40],
    contestant: (samples, variant) => regression(`${samples}`, variant, 100, 18, samples),
  },
  {
    work: "network gradient",
    variable: "samples",
    sizes: [2500, 5000, 10_000, 20_000],
    contestant: (n, variant) => gradient(`${n}`, variant, n, 40),
  },
  {
    work: "network gradient",
    variable: "units",
    sizes: [20, 40, 80, 160],
    contestant: (units, variant) => gradient(`${units}`, variant, 5000, units),
  },
];

/** All sizes of a series are measured in the same rounds. */
export async function measureScaling(variant: WasmVariant, settings: RoundSettings, print: (line: string) => void) {
  const grown: Growth[] = [];
  for (const { work, variable, sizes, contestant } of series) {
    const contestants = sizes.map((size) => ({ ...contestant(size, variant), result: () => ({}) }));
    const { contestants: measured } = await hold({ ...plainContest, contestants }, settings);
    const seconds = measured.map((one) => one.seconds.median);
    const growth = { work, variable, sizes, seconds, exponent: growthExponent(sizes, seconds) };
    print(growthLine(growth));
    grown.push(growth);
  }
  return grown;
}

function growthLine({ work, variable, sizes, seconds, exponent }: Growth): string {
  const points = sizes.map((size, i) => `${size}: ${duration(seconds[i])}`).join("   ");
  return `${work.padEnd(22)}${variable.padEnd(18)}^${exponent.toFixed(2).padEnd(8)}${points}`;
}

export function scalingMarkdown(grown: readonly Growth[]): string {
  const rows = grown.map(({ work, variable, sizes, seconds, exponent }) => {
    const points = sizes.map((size, i) => `${size}: ${duration(seconds[i])}`).join(" · ");
    return `| ${work} | ${variable} | ${exponent.toFixed(2)} | ${points} |`;
  });
  return ["| work | grows with | exponent | medians |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
