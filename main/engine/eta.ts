/** How long a run still takes, from the iterations that it has behind it. */
import { median } from "../statistics.ts";

/** Iterations whose median is taken; the first ones after a resume are soon forgotten. */
const WINDOW = 5;

export class Eta {
  readonly #durations: number[];

  /** @param typical wall time of an iteration before a resume [s]; null where there was none */
  constructor(typical: number | null = null) {
    this.#durations = typical === null ? [] : [typical];
  }

  /** Wall time of a finished iteration [s]. */
  add(seconds: number): void {
    this.#durations.push(seconds);
    if (this.#durations.length > WINDOW) this.#durations.shift();
  }

  /** @returns seconds left, or null before the first iteration has shown how long one takes */
  remaining(iterationsLeft: number, secondsIntoThisOne: number): number | null {
    if (this.#durations.length === 0) return null;
    const typical = median(this.#durations);
    return Math.max(0, iterationsLeft * typical - Math.min(secondsIntoThisOne, typical));
  }
}
