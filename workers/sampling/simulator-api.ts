/** The contract between a pool and one of its rollout workers (Comlink over a MessagePort). */
import type { ActingController } from "../physics/rollout.ts";
import type { Rollout } from "../rollout.ts";
import type { Draw } from "./sampler.ts";

export interface SimulatorApi {
  /** Loads the model of a task; called once, before anything else. */
  load(task: string, model: string): Promise<void>;
  /** The controller of the rollouts that follow. */
  setController(controller: ActingController): Promise<void>;
  /** One rollout; its arrays are transferred, not copied. */
  rollout(draw: Draw): Promise<Rollout>;
}
