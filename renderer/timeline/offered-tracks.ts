/** The tracks that there are to choose from for what is shown, and which of them are drawn. */
import type { RunDetail } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { useDisplay } from "../app/view-store.ts";
import { deviationChoice } from "../policies/deviation-track.ts";
import { modelErrorChoice } from "./model-error-track.ts";
import { type TrackChoice, trackChoices } from "./tracks.ts";

/** `detail`: of the run that is shown; undefined where none is, or while it is read. */
export function offeredTracks(task: Shown["task"], detail: RunDetail | undefined): TrackChoice[] {
  return [
    ...trackChoices(task),
    ...(fitsModel(detail) ? [modelErrorChoice] : []),
    ...(learnsPolicy(detail) ? [deviationChoice] : []),
  ];
}

export function fitsModel(detail: RunDetail | undefined): boolean {
  return detail?.config.method !== "ilqg";
}

export function learnsPolicy(detail: RunDetail | undefined): boolean {
  return detail?.iterations.some(({ policy }) => policy) === true;
}

export function toggleTrack(id: string): void {
  useDisplay.setState(({ tracks }) => ({
    tracks: tracks.includes(id) ? tracks.filter((other) => other !== id) : [...tracks, id],
  }));
}

/** Costs on each other, as parts of the total, or beside each other; a logarithmic axis has none on each other. */
export function toggleStacked(): void {
  useDisplay.setState(({ stackCost, logCost }) =>
    stackCost && !logCost ? { stackCost: false } : { stackCost: true, logCost: false },
  );
}
