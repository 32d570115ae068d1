/** The contract between a pool and one of its workers (Comlink over a MessagePort). */
import type { KernelBuild } from "../kernel-build.ts";
import type { Rollout } from "../rollout.ts";
import type { ImprovementResult, ImprovementSearch } from "../trajectory/improve-controller.ts";
import type { ActorDraws } from "./sampler.ts";

export interface SimulatorApi {
  /**
   * Loads the model of a task; called once, before anything else. Every rollout is told to `onRollout` with the number
   * of its draw, its arrays transferred, not copied.
   */
  load(task: string, model: string, onRollout: (draw: number, rollout: Rollout) => void): Promise<void>;
  /**
   * Rolls out draws while there are any. `turns` is one shared Int32, the next draw that nobody has taken, counted over all
   * actors. Resolves when the last rollout has been received.
   */
  sample(all: readonly ActorDraws[], turns: SharedArrayBuffer): Promise<void>;
  /** Improves one condition's controller by kernels of its own. */
  improve(search: ImprovementSearch, kernels: KernelBuild): Promise<ImprovementResult>;
}
