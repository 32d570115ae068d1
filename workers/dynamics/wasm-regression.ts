/** The regression of all time steps in WebAssembly (../math/assembly/regression.ts). */
import { SCRATCH_BYTES } from "../math/wasm/crew.ts";
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import type { RegressionOptions, RegressionResult } from "./kernels.ts";
import type { StepPoints } from "./points.ts";
import { allocateConditionals } from "./regression.ts";
import type { Conditionals, Mixture } from "./types.ts";
import { WasmDensity } from "./wasm-density.ts";

const CHUNK_STEPS = 8;

/** Statuses of the kernel. */
const [OK, NOT_FINITE] = [0, 1];

/** Overwrites what the runtime's arena has free; call it in a scope. */
export function fitConditionals(
  runtime: WasmRuntime,
  source: StepPoints,
  { prior, ridge, floor, strengths }: RegressionOptions,
): RegressionResult {
  const { arena, crew } = runtime;
  const { samples: N, steps, givenDim: dA, explainedDim: dB } = source;
  const K = prior?.components ?? 0;
  const conditionals = allocateConditionals(steps, dA, dB);
  if (steps === 0) return { status: "ok", conditionals };
  checkScratch(runtime, dA, dB, K);
  const points = placePoints(runtime, source);
  const given = prior ? placePrior(runtime, points, steps * N, prior) : [points, points, points];
  if (given === null) return { status: "not-positive-definite", step: 0 };
  const { matrices, offsets, covariances } = conditionals;
  const placed = [matrices, offsets, covariances].map((array) => arena.float64(array.length));
  const statuses = arena.int32(steps);
  const arrays = (list: readonly (Float64Array | Int32Array)[]) => list.map((array) => arena.addressOf(array));
  const numbers = [strengths.mean, strengths.scatter, ridge, floor];
  const args = [steps, N, dA, dB, K, ...arrays([points, ...given]), ...numbers, ...arrays([...placed, statuses])];
  crew.run("conditionedRegression", [...args, CHUNK_STEPS], Math.ceil(steps / CHUNK_STEPS));
  const step = statuses.findIndex((status) => status !== OK);
  if (step >= 0) return { status: statuses[step] === NOT_FINITE ? "not-finite" : "not-positive-definite", step };
  copyInto(conditionals, placed);
  return { status: "ok", conditionals };
}

/** @throws RangeError where a step's matrices do not fit into a thread's scratch memory */
function checkScratch({ kernels }: WasmRuntime, dA: number, dB: number, K: number): void {
  const bytes = kernels.regressionScratchBytes(dA, dB, K);
  if (bytes <= SCRATCH_BYTES) return;
  const [wanted, size] = [bytes, SCRATCH_BYTES].map((value) => `${(value / 2 ** 20).toFixed(1)} MiB`);
  throw new RangeError(`a regression of ${dB} variables on ${dA} takes ${wanted} of scratch memory, of ${size}`);
}

/** [steps, N, dA + dB]. */
function placePoints({ arena }: WasmRuntime, source: StepPoints): Float64Array {
  const { samples: N, steps } = source;
  const D = source.givenDim + source.explainedDim;
  const points = arena.float64(steps * N * D);
  for (let i = 0; i < N; i++) {
    for (let t = 0; t < steps; t++) source.copyPoint(i, t, points, (t * N + i) * D);
  }
  return points;
}

/** Responsibilities of the points, means and covariances; null where the mixture has no factors. */
function placePrior(runtime: WasmRuntime, points: Float64Array, n: number, mixture: Mixture): Float64Array[] | null {
  const density = new WasmDensity(runtime, points, n, mixture.dim, mixture.components);
  // Points that are not finite show up in the regression of their step.
  if (density.expect(mixture).status === "not-positive-definite") return null;
  const { arena } = runtime;
  return [density.responsibilities, arena.place(mixture.means), arena.place(mixture.covariances)];
}

function copyInto({ matrices, offsets, covariances }: Conditionals, placed: readonly Float64Array[]): void {
  matrices.set(placed[0]);
  offsets.set(placed[1]);
  covariances.set(placed[2]);
}
