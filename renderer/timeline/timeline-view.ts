/** The part of the time that all timelines show, and the moment under the pointer: one for all, so that they are linked. */
import { createStore } from "zustand/vanilla";
import { playback } from "../app/playback.ts";
import { panned, type Span, zoomed, zoomedRound } from "./span.ts";

interface TimelineView {
  /** null for all of the rollout. */
  span: Span | null;
  /** Under the pointer [s]. */
  hover: number | null;
}

export const timelineView = createStore<TimelineView>(() => ({ span: null, hover: null }));

/** What is shown now; a span that was chosen for a longer rollout is none of this one. */
export function shownSpan(): Span {
  const { span } = timelineView.getState();
  const { duration } = playback.getState();
  return span && span[1] <= duration ? span : [0, duration];
}

function show(span: Span): void {
  const { duration } = playback.getState();
  timelineView.setState({ span: span[1] - span[0] >= duration ? null : span });
}

/** Keeps the moment under the pointer where it is. */
export function zoomAt(at: number, factor: number): void {
  show(zoomed(shownSpan(), at, factor, playback.getState().duration));
}

/** Goes round the clock's moment. */
export function zoomRoundClock(factor: number): void {
  const { time, duration } = playback.getState();
  show(zoomedRound(shownSpan(), time, factor, duration));
}

/** Moves the span by so many seconds. */
export function panBy(seconds: number): void {
  show(panned(shownSpan(), seconds, playback.getState().duration));
}

export function showAll(): void {
  timelineView.setState({ span: null });
}

export function hoverAt(time: number | null): void {
  timelineView.setState({ hover: time });
}

/** A clock that leaves what is shown takes it along. Returns what stops that. */
export function followClock(): () => void {
  return playback.subscribe(({ time }, before) => {
    if (time === before.time || !timelineView.getState().span) return;
    const [from, to] = shownSpan();
    if (time < from) panBy(time - from);
    else if (time > to) panBy(playback.getState().playing ? time - from : time - to);
  });
}
