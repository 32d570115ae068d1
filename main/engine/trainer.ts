/** A training worker in a thread of its own, and what becomes of calls when it dies. */
import { Worker } from "node:worker_threads";
import { type Remote, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { TrainerApi } from "../../workers/trainer-api.ts";
import { GuidepostError, messageOf } from "../errors.ts";

/** A small young generation reaches its full size early, so that a long run's memory soon stays where it is. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

export interface Trainer {
  /** Awaits a call; rejects as soon as the worker dies. */
  call<T>(use: (api: Remote<TrainerApi>) => Promise<T>): Promise<T>;
  /** Ends the worker at once, whatever it is doing. */
  terminate(): Promise<void>;
}

export function startTrainer(entry: string): Trainer {
  // What MuJoCo prints must not get between the lines of --json.
  const worker = new Worker(entry, { stdout: true, stderr: true, resourceLimits });
  const api = wrap<TrainerApi>(nodeEndpoint(worker));
  const death = deathOf(worker);
  return {
    call: (use) => Promise.race([use(api), death]),
    terminate: async () => {
      await worker.terminate();
    },
  };
}

/** A worker for one question. */
export async function withTrainer<T>(entry: string, use: (trainer: Trainer) => Promise<T>): Promise<T> {
  const trainer = startTrainer(entry);
  try {
    return await use(trainer);
  } finally {
    await trainer.terminate();
  }
}

/** Rejects when the worker ends, for whatever reason. */
function deathOf(worker: Worker): Promise<never> {
  worker.stdout.resume();
  if (process.env.GUIDEPOST_DEBUG) worker.stderr.pipe(process.stderr);
  else worker.stderr.resume();
  const death = new Promise<never>((_, reject) => {
    worker.once("error", (error) => reject(crash(messageOf(error))));
    worker.once("exit", (code) => reject(crash(`exit code ${code}`)));
  });
  // A worker that nobody is calling may end unheard.
  death.catch(() => {});
  return death;
}

function crash(detail: string): GuidepostError {
  return new GuidepostError(`The training worker stopped: ${detail}.`);
}
