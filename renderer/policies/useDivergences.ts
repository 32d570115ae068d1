/** The divergences of the iteration that is shown; the last ones stay until the next are here. */
import { useEffect, useState } from "react";
import type { ConditionDivergence } from "../../main/engine/api.ts";
import { Cache } from "../app/cache.ts";
import { notify } from "../app/notices.ts";
import { engineApi } from "../app/session.ts";

/** A few iterations back and forth; one of four conditions and 2,000 steps is 32 kB. */
const known = new Cache<ConditionDivergence[]>(100);

export interface ShownDivergences {
  run: number;
  iteration: number;
  divergences: readonly ConditionDivergence[];
}

/** null before the first, and where nothing is wanted. */
export function useDivergences(run: number | null, iteration: number | null): ShownDivergences | null {
  const [shown, setShown] = useState<ShownDivergences | null>(null);
  useEffect(() => {
    if (run === null || iteration === null) {
      setShown(null);
      return;
    }
    let wanted = true;
    known
      .get(`${run} ${iteration}`, () => engineApi().divergences(run, iteration))
      .then((divergences) => wanted && setShown({ run, iteration, divergences }))
      .catch((error: unknown) => wanted && notify(error));
    return () => {
      wanted = false;
    };
  }, [run, iteration]);
  return shown?.run === run ? shown : null;
}
