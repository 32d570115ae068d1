/** What came from the engine, as it came. The window holds no other truth. */
import { create } from "zustand";
import type {
  Diagnostics,
  EngineInfo,
  Iteration,
  Progress,
  RunDetail,
  RunSummary,
  TaskDescription,
} from "../../main/engine/api.ts";
import type { ConnectionState } from "../client/engine-client.ts";
import type { News } from "./inbox.ts";

export interface EngineState {
  connection: ConnectionState;
  info: EngineInfo | null;
  /** What its machine is, as it was told last; null until it was. */
  machine: Diagnostics | null;
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
  machine: null,
  tasks: null,
  runs: null,
  details: {},
  progress: {},
}));

/** A list with the runs added, or changed in their places; newest first. */
export function withRuns(runs: readonly RunSummary[], changed: ReadonlyMap<number, RunSummary>): RunSummary[] {
  const list = runs.map((run) => changed.get(run.id) ?? run);
  const known = new Set(runs.map(({ id }) => id));
  const added = [...changed.values()].filter(({ id }) => !known.has(id));
  return [...list, ...added].sort((a, b) => b.id - a.id);
}

/** Iterations in order, with some more; an iteration that is told twice stands once, as it was told last. */
export function withIterations(iterations: readonly Iteration[], told: readonly Iteration[]): Iteration[] {
  const first = Math.min(...told.map(({ iteration }) => iteration));
  // What is told is new as a rule: a long list is not searched, only its end.
  const kept = iterations.findLastIndex(({ iteration }) => iteration < first) + 1;
  const rest = new Map([...iterations.slice(kept), ...told].map((entry) => [entry.iteration, entry]));
  return [...iterations.slice(0, kept), ...[...rest.values()].sort((a, b) => a.iteration - b.iteration)];
}

/** What a run reached: its last iteration that was accepted, or its last where none was; null before the first. */
export function reachedIteration(iterations: readonly Iteration[]): number | null {
  return (iterations.findLast(({ accepted }) => accepted) ?? iterations.at(-1))?.iteration ?? null;
}

/** The iteration at which a run is followed: the newest while it trains, then what it reached; null before the first. */
export function followedIteration({ runs, details }: EngineState, run: number): number | null {
  const iterations = details[run]?.iterations ?? [];
  const trains = runs?.find(({ id }) => id === run)?.status === "running";
  return trains ? (iterations.at(-1)?.iteration ?? null) : reachedIteration(iterations);
}

/** Takes in what the engine has told, in one change. What nothing was told about stays the same object. */
export function hear(news: News): void {
  useEngine.setState((state) => ({
    runs: runsAfter(state.runs, news),
    details: detailsAfter(state.details, news),
    progress: progressAfter(state.progress, news),
  }));
}

function runsAfter(before: EngineState["runs"], { runs, removed }: News): EngineState["runs"] {
  const kept = removed.size > 0 ? (before ?? []).filter(({ id }) => !removed.has(id)) : before;
  return runs.size > 0 ? withRuns(kept ?? [], runs) : kept;
}

/** Only runs that were opened have details to keep up to date. */
function detailsAfter(before: EngineState["details"], { runs, iterations }: News): EngineState["details"] {
  const after = { ...before };
  let changed = false;
  for (const id of new Set([...runs.keys(), ...iterations.keys()])) {
    const detail = before[id];
    if (!detail) continue;
    changed = true;
    const told = iterations.get(id);
    after[id] = {
      ...detail,
      summary: runs.get(id) ?? detail.summary,
      iterations: told ? withIterations(detail.iterations, told) : detail.iterations,
    };
  }
  return changed ? after : before;
}

/** A run that has ended has no progress. */
function progressAfter(before: EngineState["progress"], { runs, progress }: News): EngineState["progress"] {
  const ended = (id: number) => (runs.get(id)?.status ?? "running") !== "running";
  const entries = [...Object.entries(before).map(([id, told]) => [Number(id), told] as const), ...progress];
  if (progress.size === 0 && !entries.some(([id]) => ended(id))) return before;
  return Object.fromEntries(entries.filter(([id]) => !ended(id)));
}
