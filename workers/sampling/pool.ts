/**
 * A sampler over several workers. Each worker takes the next draw, by a count that they share, when it has
 * finished one: nobody waits for a message in between. Results stand in the order of the draws, and every draw carries
 * its own random stream, so the numbers do not depend on the number of workers.
 */
import { Worker } from "node:worker_threads";
import { proxy, type Remote, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { KernelBuild } from "../kernel-build.ts";
import type { Rollout } from "../rollout.ts";
import type { ImprovementResult, ImprovementSearch } from "../trajectory/improve-controller.ts";
import { CancelledError, type Sampler } from "./sampler.ts";
import type { SimulatorApi } from "./simulator-api.ts";

type OnRollout = Parameters<SimulatorApi["load"]>[2];

export interface PoolOptions {
  /** Script of the rollout worker. */
  script: string;
  workers: number;
  task: string;
  /** MJCF text. */
  model: string;
  /** True once the job is to stop; asked at first and after every rollout. */
  isCancelled(): boolean;
}

export interface Pool extends Sampler {
  /**
   * Runs the searches of several conditions side by side; the results stand in their order, and their bytes do not
   * depend on the number of workers.
   * @throws CancelledError when the job is cancelled meanwhile
   */
  improve(searches: readonly ImprovementSearch[], kernels: KernelBuild): Promise<ImprovementResult[]>;
  dispose(): Promise<void>;
}

/** Starts the workers and loads the model in each. */
export async function openPool(options: PoolOptions): Promise<Pool> {
  const { task, model, isCancelled } = options;
  const workers = Array.from({ length: options.workers }, () => new Worker(options.script));
  const dispose = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  const simulators = workers.map((worker) => wrap<SimulatorApi>(nodeEndpoint(worker)));
  const orDeath = deathWatch(workers);
  let receive: OnRollout = () => {};
  const onRollout: OnRollout = (draw, rollout) => receive(draw, rollout);
  try {
    await orDeath(Promise.all(simulators.map((simulator) => simulator.load(task, model, proxy(onRollout)))));
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    async sample(all, onDone) {
      const count = all.reduce((sum, { draws }) => sum + draws.length, 0);
      const batch = openBatch(count, isCancelled, onDone);
      receive = batch.receive;
      await orDeath(Promise.all(simulators.slice(0, count).map(({ sample }) => sample([...all], batch.turns))));
      return batch.rollouts();
    },
    improve: (searches, kernels) => orDeath(improveAll(simulators, searches, kernels, isCancelled)),
    dispose,
  };
}

/** Every simulator takes a search when it has finished one. */
async function improveAll(
  simulators: readonly Remote<SimulatorApi>[],
  searches: readonly ImprovementSearch[],
  kernels: KernelBuild,
  isCancelled: () => boolean,
): Promise<ImprovementResult[]> {
  const results: ImprovementResult[] = new Array(searches.length);
  let next = 0;
  await Promise.all(
    simulators.map(async (simulator) => {
      for (let i = next++; i < searches.length; i = next++) {
        if (isCancelled()) throw new CancelledError();
        results[i] = await simulator.improve(searches[i], kernels);
      }
    }),
  );
  return results;
}

/** Draws that are being rolled out: whose turn it is, and what has come back. */
function openBatch(count: number, isCancelled: () => boolean, onDone: (done: number) => void) {
  const turns = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const rollouts: Rollout[] = new Array(count);
  let done = 0;
  const stopIfCancelled = () => {
    if (isCancelled()) Atomics.store(new Int32Array(turns), 0, count);
  };
  stopIfCancelled();
  return {
    turns,
    receive(draw: number, rollout: Rollout): void {
      rollouts[draw] = rollout;
      onDone(++done);
      stopIfCancelled();
    },
    /** Every draw's, in order. Throws CancelledError when some were left out. */
    rollouts(): Rollout[] {
      if (done < count) throw new CancelledError();
      return rollouts;
    },
  };
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
