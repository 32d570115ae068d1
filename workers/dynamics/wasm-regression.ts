/** The regression of all time steps in WebAssembly (../math/assembly/regression.ts). */
import { SCRATCH_BYTES } from "../math/wasm/crew.ts";
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import type { LinearDynamics } from "../trajectory/types.ts";
import { allocateDynamics, noiseFloor, repeatLastStep } from "./fit-dynamics.ts";
import type { DynamicsOptions, DynamicsResult } from "./kernels.ts";
import { copyTransition } from "./transitions.ts";
import type { Mixture, RolloutBatch } from "./types.ts";
import { WasmDensity } from "./wasm-density.ts";

const CHUNK_STEPS = 8;

/** Statuses of the kernel. */
const [OK, NOT_FINITE] = [0, 1];

/** Overwrites what the runtime's arena has free; call it in a scope. */
export function fitDynamics(
  runtime: WasmRuntime,
  batch: RolloutBatch,
  { prior, ridge, strengths }: DynamicsOptions,
): DynamicsResult {
  const { arena, crew } = runtime;
  const { samples: N, steps: T, stateDim: dX, actionDim: dU } = batch;
  const [steps, D, K] = [T - 1, dX + dU, prior?.components ?? 0];
  const dynamics = allocateDynamics(T, dX, D);
  if (steps === 0) return { status: "ok", dynamics };
  checkScratch(runtime, D, dX, K);
  const points = placeTransitions(runtime, batch);
  const given = prior ? placePrior(runtime, points, steps * N, prior) : [points, points, points];
  if (given === null) return { status: "not-positive-definite", step: 0 };
  const placed = [dynamics.matrices, dynamics.offsets, dynamics.covariances].map((array) =>
    arena.float64(array.length),
  );
  const statuses = arena.int32(steps);
  const arrays = (list: readonly (Float64Array | Int32Array)[]) => list.map((array) => arena.addressOf(array));
  const numbers = [strengths.mean, strengths.scatter, ridge, noiseFloor];
  const args = [steps, N, D, dX, K, ...arrays([points, ...given]), ...numbers, ...arrays([...placed, statuses])];
  crew.run("conditionedRegression", [...args, CHUNK_STEPS], Math.ceil(steps / CHUNK_STEPS));
  const step = statuses.findIndex((status) => status !== OK);
  if (step >= 0) return { status: statuses[step] === NOT_FINITE ? "not-finite" : "not-positive-definite", step };
  copyInto(dynamics, placed);
  repeatLastStep(dynamics, T);
  return { status: "ok", dynamics };
}

/** @throws RangeError where a step's matrices do not fit into a thread's scratch memory */
function checkScratch({ kernels }: WasmRuntime, dA: number, dB: number, K: number): void {
  const bytes = kernels.regressionScratchBytes(dA, dB, K);
  if (bytes <= SCRATCH_BYTES) return;
  const [wanted, size] = [bytes, SCRATCH_BYTES].map((value) => `${(value / 2 ** 20).toFixed(1)} MiB`);
  throw new RangeError(`dynamics of ${dB} states from ${dA} variables take ${wanted} of scratch memory, of ${size}`);
}

/** [T − 1, N, 2 dX + dU]. */
function placeTransitions({ arena }: WasmRuntime, batch: RolloutBatch): Float64Array {
  const { samples: N, steps: T } = batch;
  const D = 2 * batch.stateDim + batch.actionDim;
  const points = arena.float64((T - 1) * N * D);
  for (let i = 0; i < N; i++) {
    for (let t = 0; t < T - 1; t++) copyTransition(batch, i, t, points, (t * N + i) * D);
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

function copyInto({ matrices, offsets, covariances }: LinearDynamics, placed: readonly Float64Array[]): void {
  matrices.set(placed[0]);
  offsets.set(placed[1]);
  covariances.set(placed[2]);
}
