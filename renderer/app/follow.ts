/**
 * Following a run: the view moves on to the newest iteration, from one that is on the screen and for long enough to be
 * seen, and to what the run reached when it ends. Iterations between are never asked for.
 */
import { followedIteration, useEngine } from "./engine-store.ts";
import { paced } from "./paced.ts";
import { useShown } from "./shown-store.ts";
import { useView } from "./view-store.ts";

/** How long an iteration stays at least [ms]. */
const STAY_MS = 250;

/** `takeIn` brings the stores up to date before the view moves. Returns what stops following. */
export function followRun(takeIn: () => void): () => void {
  const moving = paced(
    () => {
      takeIn();
      moveOn();
    },
    () => STAY_MS,
  );
  const stops = [
    useEngine.subscribe((state, before) => {
      if (state.details !== before.details || state.runs !== before.runs) moving.request();
    }),
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
  const followed = followedIteration(useEngine.getState(), run);
  if (followed !== iteration) useView.setState({ iteration: followed });
}
