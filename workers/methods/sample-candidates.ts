/** The rollouts of an iteration: of every condition's candidate, side by side, with exploration noise. */
import type { Rollout } from "../rollout.ts";
import type { RunConfig } from "./config.ts";
import type { Track } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";

/**
 * @param streams states of random streams, `samples` for each track
 * @param iteration iterations done
 * @returns the rollouts of each track
 */
export async function sampleCandidates(
  tracks: readonly Track[],
  iteration: number,
  streams: readonly number[][],
  { samples, options }: RunConfig,
  { sampler, onProgress }: TrajectoryTools,
): Promise<Rollout[][]> {
  const { noiseSmoothing: smoothing } = options;
  const spread = iteration >= options.lateSpreadStart ? options.lateSpread : options.startSpread;
  const progress = (done: number) => onProgress({ phase: "sample", done, total: streams.length });
  progress(0);
  const all = tracks.map(({ condition, candidate }, i) => {
    const own = streams.slice(i * samples, (i + 1) * samples);
    const draws = own.map((stream) => ({ condition, stream, smoothing, spread }));
    return { actor: { kind: "controller", controller: candidate } as const, draws };
  });
  const rollouts = await sampler.sample(all, progress);
  return tracks.map((_, i) => rollouts.slice(i * samples, (i + 1) * samples));
}
