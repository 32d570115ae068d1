/** The training loop: step, hand over, repeat. It only stops, reports and waits for the commit. */

import type { MethodState } from "../methods/method.ts";
import { type MethodTools, methodOf } from "../methods/methods.ts";
import { CancelledError } from "../sampling/sampler.ts";
import type { IterationResult, TrainingJob, TrainingOutcome, TrainingProgress } from "../trainer-api.ts";
import { garbageCollector } from "./collect-garbage.ts";
import { type JobTools, openTools } from "./tools.ts";

export interface TrainingHooks {
  isCancelled(): boolean;
  /** Awaited: nothing goes on before the iteration is committed. */
  onIteration(result: IterationResult): Promise<void>;
  onProgress(progress: TrainingProgress): void;
}

export async function train(job: TrainingJob, hooks: TrainingHooks): Promise<TrainingOutcome> {
  const { tools, close } = await openTools(job, hooks.isCancelled);
  try {
    return await iterate(job, tools, hooks);
  } catch (error) {
    if (error instanceof CancelledError) return { status: "cancelled" };
    throw error;
  } finally {
    await close();
  }
}

async function iterate(
  { config, resume }: TrainingJob,
  tools: JobTools,
  hooks: TrainingHooks,
): Promise<TrainingOutcome> {
  const method = methodOf(config);
  let state = resume
    ? (resume as unknown as MethodState)
    : method.initialState(tools.firstController, tools.conditions, config);
  const collectGarbage = garbageCollector();
  while (state.iteration < config.iterations) {
    const iteration = state.iteration + 1;
    const onProgress: MethodTools["onProgress"] = (progress) => hooks.onProgress({ iteration, ...progress });
    const step = await method.step(state, config, { ...tools, onProgress });
    if (step.status === "failed") return step;
    const { status: _, state: next, ...result } = step;
    await hooks.onIteration({ ...result, checkpoint: { ...next } });
    state = next;
    collectGarbage(iteration);
    if (hooks.isCancelled() && state.iteration < config.iterations) return { status: "cancelled" };
  }
  return { status: "completed" };
}
