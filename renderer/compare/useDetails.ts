/** The details of some runs, read where they are not known yet, and anew after each connection. */
import { useEffect, useMemo } from "react";
import type { RunDetail } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { notify } from "../app/notices.ts";
import { engineApi } from "../app/session.ts";

/** `runs` is the same array as long as its numbers are. Runs that are not here yet are missing. */
export function useDetails(runs: readonly number[]): ReadonlyMap<number, RunDetail> {
  const connection = useEngine((state) => state.connection);
  const details = useEngine((state) => state.details);
  useEffect(() => {
    if (connection === "open") void readDetails(runs);
  }, [runs, connection]);
  return useMemo(() => {
    const known = runs.map((id) => [id, details[id]] as const);
    return new Map(known.filter((entry): entry is [number, RunDetail] => entry[1] !== undefined));
  }, [runs, details]);
}

/** One after another: what is asked for meanwhile is not kept waiting. */
async function readDetails(runs: readonly number[]): Promise<void> {
  for (const id of runs) {
    const detail = await engineApi().run(id).catch(notify);
    if (detail) useEngine.setState(({ details }) => ({ details: { ...details, [id]: detail } }));
  }
}
