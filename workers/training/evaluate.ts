/** Fresh rollouts of whoever acts, wherever it comes from. */
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import type { Rollout } from "../rollout.ts";
import { openPool } from "../sampling/pool.ts";
import type { EvaluationJob } from "../trainer-api.ts";
import { simulatorScript } from "./scripts.ts";

/** One random stream an episode, part after part: the starts of the first do not depend on what is evaluated beside it. */
export async function evaluate(job: EvaluationJob): Promise<Rollout[]> {
  const { task, model, workers, parts, episodes, smoothing, steps } = job;
  const pool = await openPool({ script: simulatorScript, workers, task, model, isCancelled: () => false });
  try {
    const { states } = jumpedStreams(streamFromSeed(job.seed).state(), parts.length * episodes);
    const all = parts.map(({ condition, actor }, i) => {
      const streams = states.slice(i * episodes, (i + 1) * episodes);
      return { actor, draws: streams.map((stream) => ({ condition, stream, smoothing, spread: 1, steps })) };
    });
    return await pool.sample(all, () => {});
  } finally {
    await pool.dispose();
  }
}
