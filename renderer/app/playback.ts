/**
 * The one clock of the window: the scene, the scrubber and the plots' cursors all show its time.
 *
 * It ticks (requestAnimationFrame) only while playing.
 */
import { createStore } from "zustand/vanilla";

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4] as const;

/** A part of the rollout [s]. */
export type Section = readonly [from: number, to: number];

export interface Playback {
  /** [s], 0…duration. */
  time: number;
  duration: number;
  /** Control period [s]. */
  dt: number;
  playing: boolean;
  speed: number;
  /** −1 plays backwards. */
  direction: 1 | -1;
  loop: boolean;
  /** What is played, and looped, in place of the whole; null for the whole. */
  section: Section | null;
  /** What `duration` is the greater of: the length of the rollouts that are shown, and of those that are compared [s]. */
  lengths: { shown: number; compared: number };
}

type Moment = Pick<Playback, "time" | "playing">;

/** What is played: the section, or the whole. */
function played({ section, duration }: Playback): Section {
  return section ?? [0, duration];
}

/** The moment `elapsed` seconds of wall time later. */
export function advance(playback: Playback, elapsed: number): Moment {
  const { time, speed, direction, loop } = playback;
  const [from, to] = played(playback);
  const next = time + direction * elapsed * speed;
  const length = to - from;
  if (next >= from && next < to) return { time: next, playing: true };
  // Playing towards a section from outside of it is no reason to leap.
  if (direction > 0 ? next < from : next > to) return { time: next, playing: true };
  if (loop && length > 0) return { time: from + ((((next - from) % length) + length) % length), playing: true };
  return { time: direction > 0 ? to : from, playing: false };
}

/** Row of the rollout that is shown at a time; the last one stays to the end. */
export function frameAt(time: number, dt: number, duration: number): number {
  const frames = Math.round(duration / dt);
  // A moment written as a multiple of dt belongs to its own frame in spite of rounding.
  return Math.max(0, Math.min(frames - 1, Math.floor(time / dt + 1e-6)));
}

/** The time `frames` frames away, on the grid of frames. */
export function stepped({ time, dt, duration }: Playback, frames: number): number {
  const last = Math.max(0, Math.round(duration / dt) - 1);
  return Math.max(0, Math.min(last, frameAt(time, dt, duration) + frames)) * dt;
}

export const playback = createStore<Playback>(() => ({
  time: 0,
  duration: 0,
  dt: 0.01,
  playing: false,
  speed: 1,
  direction: 1,
  loop: true,
  section: null,
  lengths: { shown: 0, compared: 0 },
}));

let tickedAt = 0;

function tick(now: number): void {
  const state = playback.getState();
  if (!state.playing) return;
  // A hidden window gets no frames: go on from where it stopped instead of leaping.
  const elapsed = Math.min(0.25, (now - tickedAt) / 1000);
  tickedAt = now;
  playback.setState(advance(state, elapsed));
  requestAnimationFrame(tick);
}

/** Plays forwards, or backwards; at the end that it plays to it starts again from the other. */
export function play(direction: 1 | -1 = 1): void {
  const state = playback.getState();
  if (state.duration === 0) return;
  const [from, to] = played(state);
  const atEnd = direction > 0 ? state.time >= to : state.time <= from;
  playback.setState({
    playing: true,
    direction,
    ...(atEnd && !state.playing ? { time: direction > 0 ? from : to } : {}),
  });
  if (state.playing) return;
  tickedAt = performance.now();
  requestAnimationFrame(tick);
}

export function pause(): void {
  playback.setState({ playing: false });
}

export function togglePlay(): void {
  if (playback.getState().playing) pause();
  else play();
}

/** Plays in a direction; played in it already, faster. */
export function shuttle(direction: 1 | -1): void {
  const { playing, direction: now, speed } = playback.getState();
  if (playing && now === direction) changeSpeed(1);
  else {
    if (playing && speed > 1) playback.setState({ speed: 1 });
    play(direction);
  }
}

/** Goes so many speeds up or down. */
export function changeSpeed(by: number): void {
  playback.setState(({ speed }) => {
    const at = SPEEDS.indexOf(speed as (typeof SPEEDS)[number]);
    return { speed: SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))]! };
  });
}

export function toggleLoop(): void {
  playback.setState(({ loop }) => ({ loop: !loop }));
}

/** Moves the clock; a time outside the rollout is taken to its nearer end. */
export function seek(time: number): void {
  playback.setState(({ duration }) => ({ time: Math.max(0, Math.min(duration, time)) }));
}

export function step(frames: number): void {
  pause();
  seek(stepped(playback.getState(), frames));
}

/** Plays a part only; ends in any order, and one that is shorter than a frame is none. */
export function selectSection(a: number, b: number): void {
  playback.setState(({ duration, dt }) => {
    const [from, to] = [Math.max(0, Math.min(a, b)), Math.min(duration, Math.max(a, b))];
    return { section: to - from < dt ? null : [from, to] };
  });
}

/** Begins the section now; without one it reaches to the end. */
export function startSection(): void {
  const { time, section, duration } = playback.getState();
  selectSection(time, section && section[1] > time ? section[1] : duration);
}

/** Ends the section now; without one it begins with the rollout. */
export function endSection(): void {
  const { time, section } = playback.getState();
  selectSection(section && section[0] < time ? section[0] : 0, time);
}

export function clearSection(): void {
  playback.setState({ section: null });
}

/** Takes the length of the rollouts that are shown now, keeping moment and section where they fit. */
export function setLength(steps: number, dt: number): void {
  playback.setState({ dt });
  reach({ shown: steps * dt });
}

/** Lets the clock reach to the end of rollouts that are compared, whatever else is shown; 0 for none [s]. */
export function setCompared(duration: number): void {
  reach({ compared: duration });
}

function reach(change: Partial<Playback["lengths"]>): void {
  playback.setState(({ time, section, lengths: before }) => {
    const lengths = { ...before, ...change };
    const duration = Math.max(lengths.shown, lengths.compared);
    return {
      lengths,
      duration,
      time: Math.min(time, duration),
      section: section && section[1] <= duration ? section : null,
    };
  });
}
