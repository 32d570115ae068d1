/** The runs that wait, as the engine has them. */
import { create } from "zustand";
import type { QueueState } from "../../main/engine/api.ts";

export const useQueue = create<QueueState>(() => ({ entries: [], paused: false, reason: null }));

export function queueChanged(queue: QueueState): void {
  useQueue.setState(queue);
}

/** "Queue: paused, 2 runs wait". */
export function queueWords({ entries, paused }: QueueState): string {
  const waiting = entries.length === 1 ? "1 run waits" : `${entries.length.toLocaleString("en")} runs wait`;
  const said = [paused && "paused", entries.length > 0 && waiting].filter(Boolean).join(", ");
  return said === "" ? "Queue" : `Queue: ${said}`;
}
