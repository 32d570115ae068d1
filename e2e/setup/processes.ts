/** Finds processes that a program started (Linux). */
import { readdirSync, readFileSync } from "node:fs";

/** Ids of the children of `parent` whose command line names `program`. */
export function processesRunning(program: string, parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        const status = readFileSync(`/proc/${id}/status`, "utf8");
        const isChild = new RegExp(`^PPid:\\t${parent}$`, "m").test(status);
        return isChild && readFileSync(`/proc/${id}/cmdline`, "utf8").includes(program);
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}

export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
