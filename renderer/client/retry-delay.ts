const FIRST_MS = 250;
const LONGEST_MS = 4000;

/** Pause before the next attempt to connect [ms]: doubles from a quarter of a second up to four seconds. */
export function retryDelay(attempts: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts);
}
