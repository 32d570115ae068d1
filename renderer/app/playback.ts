/**
 * The one clock of the window: the scene, the scrubber and the plots' cursors all show its time.
 *
 * It ticks (requestAnimationFrame) only while playing.
 */
import { createStore } from "zustand/vanilla";

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4] as const;

export interface Playback {
  /** [s], 0…duration. */
  time: number;
  duration: number;
  /** Control period [s]. */
  dt: number;
  playing: boolean;
  speed: number;
  loop: boolean;
}

type Moment = Pick<Playback, "time" | "playing">;

/** The moment `elapsed` seconds of wall time later. */
export function advance(playback: Playback, elapsed: number): Moment {
  const { time, duration, speed, loop } = playback;
  const next = time + elapsed * speed;
  if (next < duration) return { time: next, playing: true };
  if (loop && duration > 0) return { time: next % duration, playing: true };
  return { time: duration, playing: false };
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
  loop: true,
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

export function play(): void {
  const { playing, time, duration } = playback.getState();
  if (playing || duration === 0) return;
  playback.setState({ playing: true, time: time >= duration ? 0 : time });
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

/** Moves the clock; a time outside the rollout is taken to its nearer end. */
export function seek(time: number): void {
  playback.setState(({ duration }) => ({ time: Math.max(0, Math.min(duration, time)) }));
}

export function step(frames: number): void {
  pause();
  seek(stepped(playback.getState(), frames));
}

/** Takes the length of the rollouts that are shown now, keeping the moment where it fits. */
export function setLength(steps: number, dt: number): void {
  const duration = steps * dt;
  playback.setState(({ time }) => ({ duration, dt, time: Math.min(time, duration) }));
}
