/** Counts how often something dies, so that it is not started again for ever. */

/** Deaths within a time [ms] after which it is given up. */
const patience = { deaths: 3, within: 60_000 };

export interface Deaths {
  /** Writes one down; the number of those within the last minute. */
  add(): number;
  /** Whether there were so many that starting again changes nothing. */
  tooMany(): boolean;
}

export function countDeaths(now: () => number = Date.now): Deaths {
  const times: number[] = [];
  const recent = (): number => times.filter((time) => now() - time < patience.within).length;
  return {
    add: () => {
      times.push(now());
      return recent();
    },
    tooMany: () => recent() >= patience.deaths,
  };
}
