/** What came from the engine, as it came. The window holds no other truth. */
import { create } from "zustand";
import type { EngineInfo, Iteration, Progress, RunDetail, RunSummary, TaskDescription } from "../../main/engine/api.ts";
import type { ConnectionState } from "../client/engine-client.ts";

export interface EngineState {
  connection: ConnectionState;
  info: EngineInfo | null;
  /** null until they were read. */
  tasks: TaskDescription[] | null;
  /** Newest first; null until they were read. */
  runs: RunSummary[] | null;
  /** Runs that were opened, by id. */
  details: Record<number, RunDetail>;
  /** Runs that are computing, by id. */
  progress: Record<number, Progress>;
}

export const useEngine = create<EngineState>(() => ({
  connection: "connecting",
  info: null,
  tasks: null,
  runs: null,
  details: {},
  progress: {},
}));

/** A list with the run added, or changed in its place; newest first. */
export function withRun(runs: readonly RunSummary[], run: RunSummary): RunSummary[] {
  return [...runs.filter(({ id }) => id !== run.id), run].sort((a, b) => b.id - a.id);
}

/** Iterations with one more; an iteration that is told twice stands once. */
export function withIteration(iterations: readonly Iteration[], next: Iteration): Iteration[] {
  return [...iterations.filter(({ iteration }) => iteration !== next.iteration), next].sort(
    (a, b) => a.iteration - b.iteration,
  );
}

export function runChanged(run: RunSummary): void {
  useEngine.setState((state) => {
    const detail = state.details[run.id];
    const { [run.id]: ended, ...running } = state.progress;
    return {
      runs: withRun(state.runs ?? [], run),
      details: detail ? { ...state.details, [run.id]: { ...detail, summary: run } } : state.details,
      progress: run.status === "running" || !ended ? state.progress : running,
    };
  });
}

export function iterationDone(run: number, iteration: Iteration): void {
  useEngine.setState((state) => {
    const detail = state.details[run];
    if (!detail) return {};
    const iterations = withIteration(detail.iterations, iteration);
    return { details: { ...state.details, [run]: { ...detail, iterations } } };
  });
}

export function progressed(progress: Progress): void {
  useEngine.setState((state) => ({ progress: { ...state.progress, [progress.run]: progress } }));
}
