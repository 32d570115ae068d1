/** Preloaded into the program that is measured: answers every message of the bench with what its memory holds. */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.on("message", () => process.send?.(process.memoryUsage()));
  // The program ends when it is done, not when nobody can ask any more.
  process.channel?.unref();
}
