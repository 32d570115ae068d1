/** Entry point of the thread that verifies and repairs stores. */
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { CheckerApi } from "./engine/store-worker.ts";
import { repairProject, verifyProject } from "./projects/health.ts";
import { CancelledError, type Watch } from "./store/watch.ts";

const checker: CheckerApi = {
  verify: (folder, cancel, tell) => unlessCancelled(verifyProject(folder, watch(cancel, tell))),
  repair: (folder, cancel, tell) => unlessCancelled(repairProject(folder, watch(cancel, tell))),
};

function watch(cancel: SharedArrayBuffer, tell: Watch["tell"]): Watch {
  const flag = new Int32Array(cancel);
  return { tell, isCancelled: () => Atomics.load(flag, 0) === 1 };
}

async function unlessCancelled<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CancelledError) return null;
    throw error;
  }
}

if (parentPort) expose(checker, nodeEndpoint(parentPort));
