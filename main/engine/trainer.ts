/** A training worker. */
import type { TrainerApi } from "../../workers/trainer-api.ts";
import { type RemoteWorker, startWorker } from "./remote-worker.ts";

export type Trainer = RemoteWorker<TrainerApi>;

export function startTrainer(entry: string): Trainer {
  return startWorker(entry, "training worker");
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
