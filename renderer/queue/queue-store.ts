/** The runs that wait, as the engine has them. */
import { create } from "zustand";
import type { QueueState } from "../../main/engine/api.ts";
import { notify } from "../app/notices.ts";

export const useQueue = create<QueueState>(() => ({ entries: [], paused: false, reason: null, damage: null }));

export function queueChanged(queue: QueueState): void {
  useQueue.setState(queue);
}

/** "Queue: paused, 2 runs wait". */
export function queueWords({ entries, paused }: QueueState): string {
  const waiting = entries.length === 1 ? "1 run waits" : `${entries.length.toLocaleString("en")} runs wait`;
  const said = [paused && "paused", entries.length > 0 && waiting].filter(Boolean).join(", ");
  return said === "" ? "Queue" : `Queue: ${said}`;
}

/** At the start: somebody who had runs waiting is told why there are none. */
export function queueFound(queue: QueueState): void {
  queueChanged(queue);
  if (queue.damage !== null) notify(queue.damage);
}
