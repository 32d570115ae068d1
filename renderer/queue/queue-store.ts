/** The runs that wait, as the engine has them. */
import { create } from "zustand";
import type { QueueState } from "../../main/engine/api.ts";

export const useQueue = create<QueueState>(() => ({ entries: [], paused: false, reason: null }));

export function queueChanged(queue: QueueState): void {
  useQueue.setState(queue);
}
