/** What the desktop hears of the runs: how far the work is, and a message when a run has ended. */
import type { RunSummary } from "../../main/engine/api.ts";
import { desktop } from "../client/desktop.ts";
import { fractionDone } from "../inspector/progress.ts";
import { useSettings } from "../settings/settings-store.ts";
import { type EngineState, useEngine } from "./engine-store.ts";

/** Returns what stops it. */
export function tellSystem(): () => void {
  if (!desktop) return () => {};
  const bridge = desktop;
  let told: number | null = null;
  return useEngine.subscribe((state, before) => {
    for (const run of endedRuns(before.runs, state.runs))
      if (useSettings.getState().settings?.notifications)
        void bridge.notify(`Run ${run.id} ${run.status}`, whatOf(run, state));
    const fraction = workDone(state);
    if (fraction === told) return;
    told = fraction;
    void bridge.working(fraction);
  });
}

/** Runs that trained before and do no more; a run that a person has cancelled is no news to them. */
export function endedRuns(before: EngineState["runs"], after: EngineState["runs"]): RunSummary[] {
  if (before === after) return [];
  const training = new Set(before?.filter(({ status }) => status === "running").map(({ id }) => id));
  return (after ?? []).filter(({ id, status }) => training.has(id) && status !== "running" && status !== "cancelled");
}

/** In hundredths, which is as fine as a bar shows it; null when nothing trains. */
export function workDone({ runs, progress }: Pick<EngineState, "runs" | "progress">): number | null {
  const training = runs?.find(({ status }) => status === "running");
  if (!training) return null;
  const told = progress[training.id];
  return told === undefined ? 0 : Math.floor(fractionDone(told) * 100) / 100;
}

function whatOf(run: RunSummary, { tasks }: EngineState): string {
  const title = tasks?.find(({ name }) => name === run.task)?.title ?? run.task;
  return run.reason ?? `${title}, seed ${run.seed}: ${run.iterationsDone} iterations`;
}
