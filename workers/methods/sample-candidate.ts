/** The rollouts of an iteration: of the candidate, with exploration noise. */
import type { Rollout } from "../rollout.ts";
import type { RunConfig } from "./config.ts";
import type { TrajectoryState } from "./trajectory-state.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";

export function sampleCandidate(
  { candidate, iteration: done }: Pick<TrajectoryState, "candidate" | "iteration">,
  streams: readonly number[][],
  { options }: RunConfig,
  { sampler, onProgress }: TrajectoryTools,
): Promise<Rollout[]> {
  const { noiseSmoothing: smoothing } = options;
  const spread = done >= options.lateSpreadStart ? options.lateSpread : options.startSpread;
  const draws = streams.map((stream) => ({ stream, smoothing, spread }));
  onProgress({ phase: "sample", done: 0, total: draws.length });
  const actor = { kind: "controller", controller: candidate } as const;
  return sampler.sample(actor, draws, (count) => onProgress({ phase: "sample", done: count, total: draws.length }));
}
