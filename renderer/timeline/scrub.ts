/**
 * Going through the training's history by a drag: iterations are shown as fast as they can be loaded, those between are
 * passed over, and the one where the drag ends is never left out.
 */
import { selectIteration } from "../app/session.ts";
import { useShown } from "../app/shown-store.ts";

let wanted: number | null = null;

/** Goes to an iteration as soon as the one before is on the screen. */
export function scrubTo(iteration: number): void {
  wanted = iteration;
  go();
}

function go(): void {
  if (wanted === null || useShown.getState().state.status === "loading") return;
  const iteration = wanted;
  wanted = null;
  selectIteration(iteration);
}

useShown.subscribe(go);
