/** Which moments of a rollout a film shows. */
import type { Section } from "../../app/playback.ts";

export interface Film {
  /** Pixels. */
  width: number;
  height: number;
  /** Pictures in a second of the film. */
  rate: number;
  /** Of the rollout's time in the film's. */
  speed: number;
  /** Whether the cost over time is drawn below. */
  timeline: boolean;
}

/** Times of the pictures [s] of a part of a rollout, the end's included where it falls on one. */
export function momentsOf([from, to]: Section, { rate, speed }: Pick<Film, "rate" | "speed">): number[] {
  const step = speed / rate;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, i) => from + i * step);
}
