/** What keeps several commands from doing anything, in words that say what to do first. */
import type { RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { useView } from "../app/view-store.ts";
import { unless } from "./command.ts";

/** For what changes the project. */
export function withoutWriting(): string | null {
  const project = useEngine.getState().info?.project;
  if (!project) return "Not connected to the engine; wait a moment.";
  return unless(!project.readOnly, "This project can only be read here.");
}

/** For what is about runs. */
export function withoutRuns(runs: readonly RunSummary[]): string | null {
  return unless(runs.length > 0, "Choose a run first.");
}

/** For what is about one run. */
export function withoutOne(runs: readonly RunSummary[]): string | null {
  return withoutRuns(runs) ?? unless(runs.length === 1, "Choose one run alone.");
}

/** The run that is looked at. */
export function shownRun(): RunSummary | undefined {
  const { run } = useView.getState();
  return useEngine.getState().runs?.find(({ id }) => id === run);
}

export function withoutShownRun(): string | null {
  return unless(shownRun() !== undefined, "Choose a run first.");
}
