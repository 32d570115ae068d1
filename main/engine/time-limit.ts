/**
 * A limit for work in a thread of this process that may never end.
 *
 * The clock alone would give up good work on a busy machine, where a second of computing takes many. So the limit has to
 * be passed by the clock and by the processor time that this process has had; a longer one by the clock ends what waits
 * for nothing.
 */

export interface TimeLimit {
  /** Of the clock and of the processor [ms]. */
  computing: number;
  /** Of the clock, whatever the processor did [ms]. */
  waiting: number;
}

/** A sign of life: work that gives one has its whole time again. */
export class Pulse {
  #beats = 0;

  get beats(): number {
    return this.#beats;
  }

  beat(): void {
    this.#beats++;
  }
}

/** How often the times are looked at [ms]. */
const INTERVAL = 200;

/** The work's own end, or a rejection with `late` when its time is over; the work itself has to be ended by the caller. */
export async function withinLimit<T>(
  work: Promise<T>,
  { computing, waiting }: TimeLimit,
  late: string,
  pulse = new Pulse(),
): Promise<T> {
  let [beats, startedAt, usedBefore] = [pulse.beats, performance.now(), process.cpuUsage()];
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (pulse.beats > beats) [beats, startedAt, usedBefore] = [pulse.beats, performance.now(), process.cpuUsage()];
      const waited = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(usedBefore);
      const computed = Math.min(waited, (user + system) / 1000);
      if (computed >= computing || waited >= waiting) reject(new Error(late));
    }, INTERVAL);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearInterval(timer);
  }
}
