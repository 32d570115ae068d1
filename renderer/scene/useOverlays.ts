/** Gathers what is laid over the robot: what the display asks for, loaded where it has to be. */
import { useEffect, useMemo, useState } from "react";
import type { RolloutPhysics } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { notify } from "../app/notices.ts";
import { physicsOf, rolloutsOfIteration } from "../app/session.ts";
import type { Shown } from "../app/shown-store.ts";
import { useDisplay } from "../app/view-store.ts";
import type { Laid } from "./babylon/stage.ts";
import { companions, meanRollout } from "./mean.ts";
import { type Forces, forcesOf, iterationsBefore, type PastWay, spreadOf, wayOf } from "./overlay-content.ts";

/** Points of an earlier iteration's way. */
const HISTORY_POINTS = 160;

export function useOverlays(shown: Shown | null, choice: "mean" | number): Laid {
  const display = useDisplay();
  const spread = useMemo(() => {
    if (!shown || !display.spread) return [];
    const { model, task, rollouts } = shown;
    const tracks = companions(rollouts, choice).map((i) => rollouts[i]!.positions);
    return spreadOf(model, task.sites.tip, tracks);
  }, [shown, choice, display.spread]);
  const history = useHistory(shown, display.history);
  const forces = useForces(shown, choice, display.forces);
  const { ranges } = display;
  return useMemo(() => ({ spread, history, forces, ranges }), [spread, history, forces, ranges]);
}

/** Mean ways of iterations up to the shown one; loaded one after another, so that nothing else waits for them. */
function useHistory(shown: Shown | null, on: boolean): readonly PastWay[] {
  const [ways, setWays] = useState<readonly PastWay[]>([]);
  const run = shown?.run ?? null;
  const iteration = shown?.iteration ?? null;
  useEffect(() => {
    if (!on || !shown || run === null || iteration === null) return setWays([]);
    let wanted = true;
    const { iterations = [] } = useEngine.getState().details[run] ?? {};
    const past = iterationsBefore(iterations, iteration);
    (async () => {
      const loaded: PastWay[] = [];
      for (const [i, one] of past.entries()) {
        const mean = meanRollout(await rolloutsOfIteration(run, one));
        if (!wanted) return;
        if (!mean) continue;
        const way = wayOf(shown.model, shown.task.sites.tip, mean.positions, HISTORY_POINTS);
        loaded.push({ way, age: past.length > 1 ? i / (past.length - 1) : 1 });
      }
      setWays(loaded);
    })().catch(notify);
    return () => {
      wanted = false;
    };
  }, [on, shown, run, iteration]);
  return ways;
}

/** Forces of the chosen sample, or of all of them for the mean. */
function useForces(shown: Shown | null, choice: "mean" | number, on: boolean): Forces | null {
  const [loaded, setLoaded] = useState<{ shown: Shown; physics: RolloutPhysics[] } | null>(null);
  useEffect(() => {
    if (!on || !shown || shown.run === null || shown.iteration === null) return;
    let wanted = true;
    physicsOf(shown.run, shown.iteration).then((physics) => {
      if (wanted) setLoaded({ shown, physics });
    }, notify);
    return () => {
      wanted = false;
    };
  }, [on, shown]);
  return useMemo(
    () => (on && loaded && loaded.shown.key === shown?.key ? forcesOf(loaded.physics, shown.rollouts, choice) : null),
    [on, loaded, shown, choice],
  );
}
