/** Whoever follows something long that is done to a store: hears how far it has come, and may not want it any more. */
import type { StoreStep } from "../engine/project-api.ts";

/** Between two tellings [ms]. */
const INTERVAL = 100;

export interface Watch {
  /** `done` of `total` rows, or bytes where something is copied; both 0 where that cannot be told. */
  tell(step: StoreStep, done: number, total: number): void;
  isCancelled(): boolean;
}

export const unwatched: Watch = { tell: () => {}, isCancelled: () => false };

/** What is thrown where nobody wants the result any more; everything is as it was. */
export class CancelledError extends Error {
  override name = "CancelledError";
}

/**
 * Begins a step, and returns what tells of its advance, now and then.
 *
 * @throws CancelledError from either, where nobody wants the result any more
 */
export function beginStep(watch: Watch, step: StoreStep, total: number): (by: number) => void {
  let done = 0;
  let told = Number.NEGATIVE_INFINITY;
  const advance = (by: number): void => {
    done += by;
    const now = performance.now();
    if (now - told < INTERVAL) return;
    if (watch.isCancelled()) throw new CancelledError("Nobody wants the result any more.");
    told = now;
    watch.tell(step, done, total);
  };
  advance(0);
  return advance;
}

/** The same, with one word for all steps. */
export function asStep({ tell, isCancelled }: Watch, step: StoreStep): Watch {
  return { tell: (_, done, total) => tell(step, done, total), isCancelled };
}
