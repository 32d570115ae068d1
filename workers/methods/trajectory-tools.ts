/** What a step of trajectory optimisation works with: the task, the kernels, and the workers and the simulator behind functions. */
import type { MixtureKernels } from "../dynamics/kernels.ts";
import type { StatesAndActions } from "../rollout.ts";
import type { Sampler } from "../sampling/sampler.ts";
import type { Condition } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import type { TrainingProgress } from "../trainer-api.ts";
import type { ImprovementResult, ImprovementSearch } from "../trajectory/improve-controller.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import type { QuadraticCost } from "../trajectory/types.ts";

export interface TrajectoryTools {
  system: System;
  sampler: Sampler;
  kernels: { mixture: MixtureKernels; trajectory: TrajectoryKernels };
  expandCost(condition: Condition, rollouts: readonly StatesAndActions[]): QuadraticCost;
  /** `improveController` for every condition; the results stand in the order of the searches. */
  improveAll(searches: readonly ImprovementSearch[]): Promise<ImprovementResult[]>;
  onProgress(progress: Omit<TrainingProgress, "iteration">): void;
}
