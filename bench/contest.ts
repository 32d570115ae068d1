/** What is measured: one piece of work, all who do it, and what is to be said of them. */

/** Named arrays, as a result is compared and as data are handed to another program. */
export type Arrays = Record<string, Float64Array>;

export interface Contestant {
  /** Unique within its contest, such as "WebAssembly" or "numpy". */
  name: string;
  /** Does the work so many times and returns how long that took [s]. */
  time(repetitions: number): number | Promise<number>;
  /** What the work comes to, for the check that all do the same; empty for those that are not compared. */
  result(): Arrays | Promise<Arrays>;
}

/** How the times of two contestants are set against each other. */
export type ComparisonKind =
  /** theirs / ours, to be large: "7.3×". */
  | "speed-up"
  /** theirs / ours in percent, to be near 100 or more. */
  | "percent"
  /** The same with each at its least time: what a core can do while nobody else takes from it. */
  | "peak"
  /** ours / theirs, to be small: "0.42×". */
  | "share";

export interface Comparison {
  ours: string;
  theirs: string;
  kind: ComparisonKind;
  /** What the ratio is to reach, or null where it is only shown. */
  target: number | null;
}

export interface Contest {
  contestants: readonly Contestant[];
  comparisons: readonly Comparison[];
  /** What one run amounts to, such as 2n³ operations, or null. */
  amount: { perRun: number; unit: string } | null;
  /** Frees what the contestants hold. */
  close(): void | Promise<void>;
}

/** A contestant of this process. */
export function local(name: string, run: () => unknown, result: () => Arrays | Promise<Arrays> = () => ({})) {
  const time = async (repetitions: number): Promise<number> => {
    const begin = performance.now();
    for (let i = 0; i < repetitions; i++) {
      const pending = run();
      if (pending instanceof Promise) await pending;
    }
    return (performance.now() - begin) / 1000;
  };
  return { name, time, result } satisfies Contestant;
}

/** The contest with nothing to compare, to count or to free. */
export const plainContest = { comparisons: [], amount: null, close() {} } satisfies Partial<Contest>;

/**
 * A contestant of this process whose data are laid out before the clock starts and taken back afterwards. `within` lends
 * what the work needs for as long as its argument runs.
 */
export function scoped<W>(
  name: string,
  within: <T>(use: (work: W) => T) => T,
  run: (work: W) => unknown,
  result: (work: W) => Arrays = () => ({}),
): Contestant {
  const time = (repetitions: number) =>
    within((work) => {
      const begin = performance.now();
      for (let i = 0; i < repetitions; i++) run(work);
      return (performance.now() - begin) / 1000;
    });
  return { name, time, result: () => within(result) };
}
