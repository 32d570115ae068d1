/**
 * What the engine tells, gathered until it is time to show it: a training may tell hundreds of things a second, the
 * window changes at most once in a frame and no more often than numbers can be read.
 */
import type { EngineEvents, Iteration, Progress, RunSummary } from "../../main/engine/api.ts";
import { paced } from "./paced.ts";

/** From one change of the window to the next [ms]. */
const INTERVAL_MS = 100;

/** Without frames: a window that is minimised goes on hearing of its runs, and tells when they have ended [ms]. */
const PATIENCE_MS = 1000;

/** The last word on each run and on its progress, and every iteration, by run; and the runs that are gone. */
export interface News {
  runs: Map<number, RunSummary>;
  removed: Set<number>;
  iterations: Map<number, Iteration[]>;
  progress: Map<number, Progress>;
}

export interface Inbox
  extends Omit<EngineEvents, "settingsChanged" | "queueChanged" | "logged" | "projectReopened" | "storeWork"> {
  /** Hands over at once what has come so far. */
  flush(): void;
}

/** `read` takes the news of a frame. */
export function openInbox(read: (news: News) => void): Inbox {
  let news = nothing();
  const handOver = () => {
    const told = news;
    news = nothing();
    read(told);
  };
  const reading = paced(handOver, () => INTERVAL_MS, PATIENCE_MS);
  return {
    runChanged(run) {
      news.runs.set(run.id, run);
      reading.request();
    },
    runsChanged(runs) {
      for (const run of runs) news.runs.set(run.id, run);
      reading.request();
    },
    runsRemoved(ids) {
      for (const id of ids) {
        news.runs.delete(id);
        news.removed.add(id);
      }
      reading.request();
    },
    iteration(run, iteration) {
      const told = news.iterations.get(run);
      if (told) told.push(iteration);
      else news.iterations.set(run, [iteration]);
      reading.request();
    },
    progress(progress) {
      news.progress.set(progress.run, progress);
      reading.request();
    },
    flush: reading.flush,
  };
}

function nothing(): News {
  return { runs: new Map(), removed: new Set(), iterations: new Map(), progress: new Map() };
}
