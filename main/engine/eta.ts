/** How long a run still takes, from the iterations that it has behind it. */

/** Iterations whose median is taken; the first ones after a resume are soon forgotten. */
const WINDOW = 5;

export class Eta {
  readonly #durations: number[] = [];

  /** Wall time of a finished iteration [s]. */
  add(seconds: number): void {
    this.#durations.push(seconds);
    if (this.#durations.length > WINDOW) this.#durations.shift();
  }

  /** @returns seconds left, or null before the first iteration has shown how long one takes */
  remaining(iterationsLeft: number, secondsIntoThisOne: number): number | null {
    if (this.#durations.length === 0) return null;
    const sorted = [...this.#durations].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    const typical = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Math.max(0, iterationsLeft * typical - Math.min(secondsIntoThisOne, typical));
  }
}
