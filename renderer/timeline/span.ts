/** The part of a rollout's time that a chart shows, [from, to] in seconds. */
export type Span = readonly [from: number, to: number];

/** The shortest span worth looking at [s]. */
const SHORTEST = 0.1;

/** The span of another width that lies within 0…duration and has `at` in the same place, as near as that goes. */
export function zoomed([from, to]: Span, at: number, factor: number, duration: number): Span {
  const width = Math.min(duration, Math.max(SHORTEST, (to - from) * factor));
  const share = (at - from) / (to - from);
  return within(at - share * width, width, duration);
}

/** The span of another width round a moment. */
export function zoomedRound([from, to]: Span, at: number, factor: number, duration: number): Span {
  const width = Math.min(duration, Math.max(SHORTEST, (to - from) * factor));
  return within(at - width / 2, width, duration);
}

/** The span of the same width that is later by so many seconds, as far as that goes. */
export function panned([from, to]: Span, by: number, duration: number): Span {
  return within(from + by, to - from, duration);
}

function within(from: number, width: number, duration: number): Span {
  const start = Math.max(0, Math.min(duration - width, from));
  return [start, start + width];
}
