/** The times below the tracks. It stays in sight however far they are scrolled. */
import { useRef } from "react";
import { useStore } from "zustand";
import { playback } from "../app/playback.ts";
import { useWidth } from "../app/useWidth.ts";
import { tickText, timeTicks } from "./time-ticks.ts";
import { shownSpan, timelineView } from "./timeline-view.ts";
import { BESIDE } from "./track-options.ts";

export function TimeAxis() {
  const axis = useRef<HTMLDivElement>(null);
  const width = Math.max(0, useWidth(axis) - BESIDE.left - BESIDE.right);
  // What is shown depends on both.
  useStore(timelineView, ({ span }) => span);
  useStore(playback, ({ duration }) => duration);
  const [from, to] = shownSpan();
  return (
    // Who does not see it hears the time with the clock.
    <div ref={axis} className="time-axis tabular" aria-hidden>
      {timeTicks([from, to], width).map((time) => (
        <span key={time} style={{ left: BESIDE.left + (to > from ? (time - from) / (to - from) : 0) * width }}>
          {tickText(time)}
        </span>
      ))}
    </div>
  );
}
