/** States and controllers of the shown iteration, asked for when a timeline needs them. */
import { useEffect, useState } from "react";
import type { IterationSignals } from "../../main/engine/api.ts";
import { notify } from "../app/notices.ts";
import { signalsOf } from "../app/session.ts";
import type { Shown } from "../app/shown-store.ts";

interface Loaded {
  shown: Shown;
  signals: IterationSignals;
}

/** What is shown with its signals; the last ones stay until the next are here. Signals are null where none are needed. */
export function useSignals(shown: Shown, needed: boolean): { shown: Shown; signals: IterationSignals | null } {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    const { run, iteration } = shown;
    if (!needed || run === null || iteration === null) return;
    let wanted = true;
    signalsOf(run, iteration).then((signals) => {
      if (wanted) setLoaded({ shown, signals });
    }, notify);
    return () => {
      wanted = false;
    };
  }, [shown, needed]);
  return needed && loaded?.shown.run === shown.run ? loaded : { shown, signals: null };
}
