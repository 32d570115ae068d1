/**
 * Following a run: the view moves on to the newest iteration, from one that is on the screen and for long enough to be
 * seen. Iterations between are never asked for.
 */
import { newestIteration, useEngine } from "./engine-store.ts";
import { paced } from "./paced.ts";
import { useShown } from "./shown-store.ts";
import { useView } from "./view-store.ts";

/** How long an iteration stays at least [ms]. */
const STAY_MS = 250;

/** `takeIn` brings the stores up to date before the view moves. Returns what stops following. */
export function followNewest(takeIn: () => void): () => void {
  const moving = paced(
    () => {
      takeIn();
      moveOn();
    },
    () => STAY_MS,
  );
  const stops = [
    useEngine.subscribe((state, before) => state.details !== before.details && moving.request()),
    useShown.subscribe(({ state }, before) => state.status !== before.state.status && moving.request()),
  ];
  return () => {
    for (const stop of stops) stop();
    moving.cancel();
  };
}

function moveOn(): void {
  const { run, iteration, follow } = useView.getState();
  if (run === null || !follow || useShown.getState().state.status === "loading") return;
  const newest = newestIteration(useEngine.getState().details[run]);
  if (newest !== iteration) useView.setState({ iteration: newest });
}
