/** The search of the library, made ready before anybody types: the first letter then takes no longer than the next. */
import { useEffect, useMemo } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import type { Names } from "./names.ts";
import { searcher, writingOf } from "./search.ts";

/** Some tenths of a millisecond [runs]. */
const BATCH = 50;

export function useSearch(runs: readonly RunSummary[], names: Names): ReturnType<typeof searcher> {
  const textOf = useMemo(() => writingOf(names), [names]);
  useEffect(() => whenIdle(runs, textOf), [runs, textOf]);
  return useMemo(() => searcher(names, textOf), [names, textOf]);
}

/** Does it for each of the list while the window has nothing else to do. Returns what stops it. */
function whenIdle<T>(list: readonly T[], work: (one: T) => unknown): () => void {
  let at = 0;
  const go = (idle: IdleDeadline) => {
    while (at < list.length && idle.timeRemaining() > 1) {
      for (const one of list.slice(at, at + BATCH)) work(one);
      at += BATCH;
    }
    if (at < list.length) handle = requestIdleCallback(go);
  };
  let handle = requestIdleCallback(go);
  return () => cancelIdleCallback(handle);
}
