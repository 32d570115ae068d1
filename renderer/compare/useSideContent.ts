/** Loads what a side of the comparison shows: model and rollouts of an iteration, and of them the chosen one. */
import { useEffect, useMemo, useState } from "react";
import type { RunDetail } from "../../main/engine/api.ts";
import { messageOf } from "../app/notices.ts";
import { shownOfRun } from "../app/session.ts";
import type { Shown } from "../app/shown-store.ts";
import type { Content } from "../scene/babylon/drawing.ts";
import { chosenRollout, contentOf } from "../scene/content.ts";
import type { ShownRollout } from "../scene/mean.ts";
import { iterationOf, type Side } from "./sides.ts";

export interface SideContent {
  /** The last that was loaded; null before the first. */
  shown: Shown | null;
  rollout: ShownRollout | null;
  content: Content | null;
  /** Why there is nothing to see; null where there is, or will be. */
  failure: string | null;
}

type Loaded = { shown: Shown } | { failure: string } | null;

export function useSideContent(side: Side, detail: RunDetail): SideContent {
  const iteration = iterationOf(side, detail);
  const { task } = detail;
  const run = detail.summary.id;
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    if (iteration === null) return setLoaded({ failure: `Run ${run} has no iteration yet.` });
    let wanted = true;
    const take = (what: Loaded) => wanted && setLoaded(what);
    shownOfRun(run, iteration, task).then(
      (shown) => take({ shown }),
      (error: unknown) => take({ failure: messageOf(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [run, iteration, task]);
  const shown = loaded && "shown" in loaded ? loaded.shown : null;
  const choice = chosenOf(side, shown);
  const rollout = useMemo(() => (shown ? chosenRollout(shown, choice) : null), [shown, choice]);
  const content = useMemo(() => (shown ? contentOf(shown, choice, rollout) : null), [shown, choice, rollout]);
  return { shown, rollout, content, failure: loaded && "failure" in loaded ? loaded.failure : null };
}

/** Another iteration may have fewer samples. */
export function chosenOf({ rollout }: Side, shown: Shown | null): "mean" | number {
  return rollout === "mean" || rollout >= (shown?.rollouts.length ?? 0) ? "mean" : rollout;
}
