/**
 * A commit that waits for space where the disk is full.
 *
 * The project's ballast is released at once, so that the store can write what little must be written. Space is back when
 * the ballast can be taken again; then the commit is tried again. The trainer waits for the answer meanwhile.
 */
import { StoreError } from "../store/errors.ts";

export interface Patience {
  ballast: { take(): boolean; release(): unknown };
  /** Told once for each time that the disk is full. */
  paused(): void;
  /** Whether nobody waits for the commit any more. */
  stopped(): boolean;
  /** Between two looks at the disk [ms]. */
  interval: number;
}

/** Returns null when it was stopped before there was space. */
export async function commitPatiently<T>(commit: () => T, patience: Patience): Promise<T | null> {
  let waiting = false;
  while (!patience.stopped()) {
    try {
      return commit();
    } catch (error) {
      if (!isFull(error)) throw error;
      patience.ballast.release();
      if (!waiting) patience.paused();
      waiting = true;
    }
    await spaceOrStop(patience);
  }
  return null;
}

async function spaceOrStop({ ballast, stopped, interval }: Patience): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, interval));
  while (!stopped() && !ballast.take());
}

export function isFull(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind === "full";
}
