/** The sweeps in WebAssembly, one call each (../math/assembly/lqr-*.ts). Results lie in the runtime's arena. */
import type { Arena } from "../math/wasm/arena.ts";
import type { Address, KernelExports } from "../math/wasm/exports.ts";
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import type { LinearGaussianController } from "../trainer-api.ts";
import type { SurprisalResult } from "./augment-cost.ts";
import type { BackwardPassResult } from "./backward-pass.ts";
import type { ExpectedCost } from "./expected-cost.ts";
import type { ForwardPassResult } from "./forward-pass.ts";
import type { TrajectoryKernels } from "./kernels.ts";
import type { KlDivergenceResult } from "./kl-divergence.ts";
import type { PolicyBackwardPassResult } from "./policy-backward-pass.ts";
import type {
  AugmentedCost,
  Dims,
  GaussianState,
  ImprovementProblem,
  LinearDynamics,
  Marginals,
  NotFinite,
  NotPositiveDefinite,
  PolicyTerm,
  QuadraticCost,
} from "./types.ts";

export class WasmTrajectoryKernels implements TrajectoryKernels {
  private readonly arena: Arena;
  private readonly kernels: KernelExports;

  constructor({ arena, kernels }: WasmRuntime) {
    this.arena = arena;
    this.kernels = kernels;
  }

  scope<T>(work: () => T): T {
    return this.arena.scope(work);
  }

  place({ dims, dynamics, cost, previous, initial, policy }: ImprovementProblem): ImprovementProblem {
    return {
      dims,
      dynamics: {
        matrices: this.arena.place(dynamics.matrices),
        offsets: this.arena.place(dynamics.offsets),
        covariances: this.arena.place(dynamics.covariances),
      },
      cost: {
        constants: this.arena.place(cost.constants),
        gradients: this.arena.place(cost.gradients),
        hessians: this.arena.place(cost.hessians),
      },
      previous: this.placeController(previous),
      initial: { mean: this.arena.place(initial.mean), covariance: this.arena.place(initial.covariance) },
      policy: policy && this.placePolicy(policy),
    };
  }

  surprisalOf(previous: LinearGaussianController, dims: Dims): SurprisalResult {
    const { steps: T, stateDim: dX, actionDim: dU } = dims;
    const D = dX + dU;
    const surprisal: QuadraticCost = {
      constants: this.arena.float64(T),
      gradients: this.arena.float64(T * D),
      hessians: this.arena.float64(T * D * D),
    };
    const code = this.scope(() =>
      this.kernels.lqrSurprisal(
        ...sizesOf(dims),
        ...this.addressesOf(previous.gains, previous.offsets, previous.covariances),
        ...this.addressesOf(surprisal.constants, surprisal.gradients, surprisal.hessians),
        this.scratch(dims),
      ),
    );
    return code === 0 ? { status: "ok", surprisal } : { status: "not-positive-definite", step: code - 1 };
  }

  backwardPass(augmented: AugmentedCost, { matrices, offsets }: LinearDynamics, dims: Dims): BackwardPassResult {
    const { cost, surprisal, eta, entropyWeight } = augmented;
    const { controller, value } = this.allocateSolution(dims);
    const code = this.scope(() =>
      this.kernels.lqrBackward(
        ...sizesOf(dims),
        eta,
        entropyWeight,
        ...this.addressesOf(cost.gradients, cost.hessians, surprisal.gradients, surprisal.hessians),
        ...this.addressesOf(matrices, offsets),
        ...this.addressesOf(controller.gains, controller.offsets, controller.covariances),
        ...this.addressesOf(value.valueHessian, value.valueGradient),
        this.scratch(dims),
      ),
    );
    return code === 0 ? { status: "ok", controller, ...value } : failureOf(code);
  }

  policyBackwardPass(
    { cost, surprisal, eta, entropyWeight }: AugmentedCost,
    policy: PolicyTerm,
    visited: Marginals,
    covariances: Float64Array,
    { matrices, offsets }: LinearDynamics,
    dims: Dims,
  ): PolicyBackwardPassResult {
    const { controller, value } = this.allocateSolution(dims);
    const alternations = this.arena.float64(1);
    const code = this.scope(() =>
      this.kernels.lqrPolicyBackward(
        ...sizesOf(dims),
        eta,
        entropyWeight,
        ...this.addressesOf(cost.gradients, cost.hessians, surprisal.gradients, surprisal.hessians),
        ...this.addressesOf(policy.gains, policy.offsets, policy.covariances, policy.weights),
        ...this.addressesOf(visited.means, visited.covariances, covariances),
        ...this.addressesOf(matrices, offsets),
        ...this.addressesOf(controller.gains, controller.offsets, controller.covariances),
        ...this.addressesOf(value.valueHessian, value.valueGradient, alternations),
        this.scratch(dims, 24),
      ),
    );
    return code === 0 ? { status: "ok", controller, ...value, alternations: alternations[0] } : failureOf(code);
  }

  forwardPass(
    controller: LinearGaussianController,
    dynamics: LinearDynamics,
    initial: GaussianState,
    dims: Dims,
  ): ForwardPassResult {
    const D = dims.stateDim + dims.actionDim;
    const marginals: Marginals = {
      means: this.arena.float64(dims.steps * D),
      covariances: this.arena.float64(dims.steps * D * D),
    };
    const code = this.scope(() =>
      this.kernels.lqrForward(
        ...sizesOf(dims),
        ...this.addressesOf(controller.gains, controller.offsets, controller.covariances),
        ...this.addressesOf(dynamics.matrices, dynamics.offsets, dynamics.covariances),
        ...this.addressesOf(initial.mean, initial.covariance),
        ...this.addressesOf(marginals.means, marginals.covariances),
        this.scratch(dims),
      ),
    );
    return code === 0 ? { status: "ok", marginals } : { status: "not-finite", step: -code - 1 };
  }

  klDivergence(
    controller: LinearGaussianController,
    previous: LinearGaussianController,
    marginals: Marginals,
    dims: Dims,
  ): KlDivergenceResult {
    const perStep = this.arena.float64(dims.steps);
    const code = this.scope(() =>
      this.kernels.lqrDivergence(
        ...sizesOf(dims),
        ...this.addressesOf(controller.gains, controller.offsets, controller.covariances),
        ...this.addressesOf(previous.gains, previous.offsets, previous.covariances),
        ...this.addressesOf(marginals.means, marginals.covariances),
        ...this.addressesOf(perStep),
        this.scratch(dims),
      ),
    );
    return code === 0 ? { status: "ok", total: sum(perStep), perStep } : failureOf(code);
  }

  expectedCost(cost: QuadraticCost, marginals: Marginals, dims: Dims): ExpectedCost {
    const perStep = this.arena.float64(dims.steps);
    this.scope(() =>
      this.kernels.lqrExpectedCost(
        dims.steps,
        dims.stateDim + dims.actionDim,
        ...this.addressesOf(cost.constants, cost.gradients, cost.hessians),
        ...this.addressesOf(marginals.means, marginals.covariances),
        ...this.addressesOf(perStep),
      ),
    );
    return { total: sum(perStep), perStep };
  }

  /** Addresses of arrays, which are copied into the arena where they do not lie in it. */
  private addressesOf<T extends Float64Array[]>(...arrays: T): { [K in keyof T]: Address } {
    return arrays.map((array) => this.arena.addressOf(this.arena.place(array))) as { [K in keyof T]: Address };
  }

  private placeController({ gains, offsets, covariances }: LinearGaussianController): LinearGaussianController {
    return {
      gains: this.arena.place(gains),
      offsets: this.arena.place(offsets),
      covariances: this.arena.place(covariances),
    };
  }

  private placePolicy(policy: PolicyTerm): PolicyTerm {
    const { weights, direction, visited } = policy;
    return {
      ...this.placeController(policy),
      weights: this.arena.place(weights),
      direction,
      visited: visited && {
        means: this.arena.place(visited.means),
        covariances: this.arena.place(visited.covariances),
      },
    };
  }

  /** What a backward pass writes. */
  private allocateSolution({ steps: T, stateDim: dX, actionDim: dU }: Dims) {
    const controller: LinearGaussianController = {
      gains: this.arena.float64(T * dU * dX),
      offsets: this.arena.float64(T * dU),
      covariances: this.arena.float64(T * dU * dU),
    };
    const value = { valueHessian: this.arena.float64(dX * dX), valueGradient: this.arena.float64(dX) };
    return { controller, value };
  }

  /** What a sweep overwrites from step to step: `matrices` of (D + 4)². */
  private scratch({ stateDim, actionDim }: Dims, matrices = 8): Address {
    return this.arena.addressOf(this.arena.float64(matrices * (stateDim + actionDim + 4) ** 2));
  }
}

function sizesOf({ steps, stateDim, actionDim }: Dims): [number, number, number] {
  return [steps, stateDim, actionDim];
}

/** What the kernels' return code says (../math/assembly/lqr-status.ts). */
function failureOf(code: number): NotPositiveDefinite | NotFinite {
  const step = Math.abs(code) - 1;
  return { status: code > 0 ? "not-positive-definite" : "not-finite", step };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
