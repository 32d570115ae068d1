/** What part of the time the timelines show. */
import { playback } from "../app/playback.ts";
import { panBy, showAll, shownSpan, timelineView, zoomRoundClock } from "../timeline/timeline-view.ts";
import type { Command } from "./command.ts";

/** Times as much of the time, or as little, with each press. */
const ZOOM = 2;
/** A pan goes on by this part of what is shown. */
const PAN = 0.25;

const anything = () => playback.getState().duration > 0;
const apart = () => anything() && timelineView.getState().span !== null;

function command(name: string, title: string, keywords: string[], enabled: () => boolean, run: () => void): Command {
  return { id: `timelines.${name}`, title: `Timelines: ${title}`, group: "View", keywords, enabled, run };
}

function pan(by: number): void {
  const [from, to] = shownSpan();
  panBy(by * (to - from));
}

export const timelineCommands: readonly Command[] = [
  command("less", "show less time, round the cursor", ["zoom in"], anything, () => zoomRoundClock(1 / ZOOM)),
  command("more", "show more time", ["zoom out"], apart, () => zoomRoundClock(ZOOM)),
  command("all", "show all of the time", ["zoom"], apart, showAll),
  command("earlier", "show what was before", ["pan", "left"], apart, () => pan(-PAN)),
  command("later", "show what comes next", ["pan", "right"], apart, () => pan(PAN)),
];
