/** A worker in a thread of its own, and what becomes of calls when it dies. */
import { Worker } from "node:worker_threads";
import { type Remote, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { GuidepostError, messageOf } from "../errors.ts";

export interface RemoteWorker<Api> {
  /** Awaits a call; rejects as soon as the worker dies. */
  call<T>(use: (api: Remote<Api>) => Promise<T>): Promise<T>;
  /** Ends the worker at once, whatever it is doing in JavaScript. */
  terminate(): Promise<void>;
}

/** @param name that it has in the message about its death */
export function startWorker<Api>(entry: string, name: string): RemoteWorker<Api> {
  // What MuJoCo prints must not get between the lines of --json.
  const worker = new Worker(entry, { stdout: true, stderr: true });
  const api = wrap<Api>(nodeEndpoint(worker));
  const death = deathOf(worker, name);
  return {
    call: (use) => Promise.race([use(api), death]),
    terminate: async () => {
      await worker.terminate();
    },
  };
}

/** Rejects when the worker ends, for whatever reason. */
function deathOf(worker: Worker, name: string): Promise<never> {
  worker.stdout.resume();
  if (process.env.GUIDEPOST_DEBUG) worker.stderr.pipe(process.stderr);
  else worker.stderr.resume();
  const crash = (detail: string): GuidepostError => new GuidepostError(`The ${name} stopped: ${detail}.`);
  const death = new Promise<never>((_, reject) => {
    worker.once("error", (error) => reject(crash(messageOf(error))));
    worker.once("exit", (code) => reject(crash(`exit code ${code}`)));
  });
  // A worker that nobody is calling may end unheard.
  death.catch(() => {});
  return death;
}
