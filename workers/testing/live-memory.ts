/** What this thread's objects hold when everything that can be collected has been. */
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Heap and what its objects hold outside of it, such as array buffers, those of other threads' making included [bytes]. */
export async function liveMemory(): Promise<number> {
  // What a first collection finalises, a second one frees.
  for (let i = 0; i < 3; i++) {
    collect();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
