/**
 * A sampler over several rollout workers. Each worker takes the next draw when it has finished one; results stand in the
 * order of the draws, and every draw carries its own random stream, so the numbers do not depend on the number of workers.
 */
import { Worker } from "node:worker_threads";
import { type Remote, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { Rollout } from "../rollout.ts";
import { readyToAct } from "./draw-rollout.ts";
import { CancelledError, type Draw, type Sampler } from "./sampler.ts";
import type { SimulatorApi } from "./simulator-api.ts";

export interface PoolOptions {
  /** Script of the rollout worker. */
  script: string;
  workers: number;
  task: string;
  /** MJCF text. */
  model: string;
  /** Control steps of a rollout. */
  steps: number;
  /** True once the job is to stop; asked before every rollout. */
  isCancelled(): boolean;
}

export interface Pool extends Sampler {
  dispose(): Promise<void>;
}

/** Starts the workers and loads the model in each. */
export async function openPool(options: PoolOptions): Promise<Pool> {
  const workers = Array.from({ length: options.workers }, () => new Worker(options.script));
  const dispose = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  const simulators = workers.map((worker) => wrap<SimulatorApi>(nodeEndpoint(worker)));
  const orDeath = deathWatch(workers);
  try {
    await orDeath(Promise.all(simulators.map((simulator) => simulator.load(options.task, options.model))));
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    async sample(controller, draws, onDone) {
      const acting = readyToAct(controller, options.steps);
      await orDeath(Promise.all(simulators.map((simulator) => simulator.setController(acting))));
      return orDeath(share(simulators, draws, options.isCancelled, onDone));
    },
    dispose,
  };
}

/** Lets every simulator take draws until none is left. */
async function share(
  simulators: readonly Remote<SimulatorApi>[],
  draws: readonly Draw[],
  isCancelled: () => boolean,
  onDone: (done: number) => void,
): Promise<Rollout[]> {
  const rollouts: Rollout[] = new Array(draws.length);
  let next = 0;
  let done = 0;
  await Promise.all(
    simulators.map(async (simulator) => {
      for (let i = next++; i < draws.length; i = next++) {
        if (isCancelled()) throw new CancelledError();
        rollouts[i] = await simulator.rollout(draws[i]);
        onDone(++done);
      }
    }),
  );
  return rollouts;
}

/**
 * A worker that dies answers no more calls, so its death must reject whatever waits for it. A race against one long-lived
 * promise would keep every result alive; the set of waiting calls does not.
 */
function deathWatch(workers: readonly Worker[]): <T>(work: Promise<T>) => Promise<T> {
  const waiting = new Set<(error: Error) => void>();
  let death: Error | undefined;
  for (const worker of workers) {
    worker.once("error", (error) => {
      death = error instanceof Error ? error : new Error(String(error));
      for (const reject of waiting) reject(death);
    });
  }
  return (work) =>
    new Promise((resolve, reject) => {
      if (death) return reject(death);
      waiting.add(reject);
      work.then(resolve, reject).finally(() => waiting.delete(reject));
    });
}
