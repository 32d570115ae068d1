/** What an MCAP file is made of. */
import type { MotionPhysics } from "../../../workers/trainer-api.ts";
import type { RunDetail, SceneModel } from "../../engine/api.ts";
import type { RecordedRollout } from "../../engine/runs.ts";

export interface McapSource {
  detail: RunDetail;
  scene: SceneModel;
  rollouts: readonly RecordedRollout[];
  /** Of a rollout, with poses; replayed anew at each call. */
  physicsOf(rollout: RecordedRollout): Promise<MotionPhysics>;
}
