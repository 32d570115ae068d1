/** What the timelines show: which signals, and which part of the time. */
import { useEngine } from "../app/engine-store.ts";
import { playback } from "../app/playback.ts";
import { useShown } from "../app/shown-store.ts";
import { offeredTracks, toggleTrack } from "../timeline/offered-tracks.ts";
import { panBy, showAll, shownSpan, timelineView, zoomRoundClock } from "../timeline/timeline-view.ts";
import { type Command, firstOf, unless } from "./command.ts";

/** Times as much of the time, or as little, with each press. */
const ZOOM = 2;
/** A pan goes on by this part of what is shown. */
const PAN = 0.25;

const nothing = () => unless(playback.getState().duration > 0, "Show a run that has rollouts first.");
const whole = () => firstOf(nothing(), unless(timelineView.getState().span !== null, "All of the time is shown."));

function command(
  name: string,
  title: string,
  keywords: string[],
  hindrance: () => string | null,
  run: () => void,
): Command {
  return { id: `timelines.${name}`, title: `Timelines: ${title}`, group: "View", keywords, hindrance, run };
}

function pan(by: number): void {
  const [from, to] = shownSpan();
  panBy(by * (to - from));
}

export const timelineCommands: readonly Command[] = [
  command("less", "show less time, round the cursor", ["zoom in"], nothing, () => zoomRoundClock(1 / ZOOM)),
  command("more", "show more time", ["zoom out"], whole, () => zoomRoundClock(ZOOM)),
  command("all", "show all of the time", ["zoom"], whole, showAll),
  command("earlier", "show what was before", ["pan", "left"], whole, () => pan(-PAN)),
  command("later", "show what comes next", ["pan", "right"], whole, () => pan(PAN)),
];

/** One for each signal that can be drawn. */
export function signalCommands(): Command[] {
  const { shown } = useShown.getState().state;
  if (!shown) return [];
  const detail = useEngine.getState().details[shown.run ?? -1];
  return offeredTracks(shown.task, detail).map(({ id, title }) =>
    command(`signal.${id}`, `show or hide ${title}`, ["signals", "plot"], nothing, () => toggleTrack(id)),
  );
}
