/**
 * Garbage of a run, collected at intervals.
 *
 * Arrays that outlive an iteration – batches, controllers, the mixture's window – die in V8's old generation, which is
 * first looked through when tens of megabytes of them have gathered. Until then a run of small iterations looks as if its
 * memory grew.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Iterations between two collections. */
const INTERVAL = 50;

/** To be called after every iteration. */
export function garbageCollector(): (iteration: number) => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return (iteration) => {
    if (iteration % INTERVAL === 0) collect();
  };
}
