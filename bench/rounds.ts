/**
 * Interleaved rounds: in every round each contestant works for a short while, in an order that changes from round to
 * round. What disturbs the machine disturbs all alike, and ratios are taken within a round.
 */
import { setTimeout as pause } from "node:timers/promises";
import { checkAgreement } from "./agreement.ts";
import type { Comparison, Contest, Contestant } from "./contest.ts";
import { ratioSpread, type Spread, spreadOf } from "./statistics.ts";

export interface RoundSettings {
  /** Rounds at most; fewer where they would take too long. */
  rounds: number;
  /** Rounds at least, however long they take. */
  leastRounds: number;
  /** How long a contestant works in a round, at least one run [s]. */
  roundSeconds: number;
  /** How long a contestant works before it is timed: engines compile what they see to be busy [s]. */
  warmSeconds: number;
  /** How long all rounds of a contest may take [s]. */
  contestSeconds: number;
}

/**
 * Many short rounds: what a busy machine takes away comes in slices of several milliseconds, so that most rounds are
 * whole, and the median is one of those.
 */
export const thorough: RoundSettings = {
  rounds: 101,
  leastRounds: 3,
  roundSeconds: 0.003,
  warmSeconds: 0.3,
  contestSeconds: 30,
};
export const quick: RoundSettings = {
  rounds: 21,
  leastRounds: 1,
  roundSeconds: 0.002,
  warmSeconds: 0.1,
  contestSeconds: 3,
};

export interface ContestantTimes {
  name: string;
  /** Runs in a round. */
  repetitions: number;
  /** Time of a run, round by round [s]. */
  rounds: number[];
  seconds: Spread;
}

export interface ComparisonResult extends Comparison {
  ratio: Spread;
  /** null without a target. */
  reached: boolean | null;
}

export interface ContestResult {
  contestants: ContestantTimes[];
  comparisons: ComparisonResult[];
}

/**
 * Checks that the contestants agree, warms them up and times them.
 * @throws DisagreementError where they do not
 */
export async function hold(contest: Contest, settings: RoundSettings): Promise<ContestResult> {
  const { contestants } = contest;
  await checkAgreement(contestants);
  const ready = [];
  for (const contestant of contestants) ready.push(await warmUp(contestant, settings));
  const roundSeconds = ready.reduce((sum, { repetitions, secondsPerRun }) => sum + repetitions * secondsPerRun, 0);
  const affordable = Math.max(settings.leastRounds, Math.floor(settings.contestSeconds / roundSeconds));
  const rounds = Math.min(settings.rounds, affordable);
  // Where every run is long, warming up was a round already.
  const oneRunWarms = ready.every(
    ({ runs, secondsPerRun }) => runs === 1 && secondsPerRun > LONG * settings.warmSeconds,
  );
  const times = ready.map(({ secondsPerRun }) => (oneRunWarms ? [secondsPerRun] : []));
  for (let round = times[0].length; round < rounds; round++) {
    for (let i = 0; i < ready.length; i++) {
      const place = (i + round) % ready.length;
      const { contestant, repetitions } = ready[place];
      await pause(REST_MS);
      times[place].push((await contestant.time(repetitions)) / repetitions);
    }
  }
  const measured = ready.map(({ contestant, repetitions }, i) => {
    return { name: contestant.name, repetitions, rounds: times[i], seconds: spreadOf(times[i]) };
  });
  return { contestants: measured, comparisons: contest.comparisons.map((comparison) => judge(comparison, measured)) };
}

/** A run of so many warming times loses nothing to speak of by being the first. */
const LONG = 10;

/** A scheduler prefers who has just slept: a rest before each turn lets all begin alike on a busy machine [ms]. */
const REST_MS = 2;

interface Ready {
  contestant: Contestant;
  /** Runs that fill its part of a round. */
  repetitions: number;
  secondsPerRun: number;
  /** Runs that it took to get warm. */
  runs: number;
}

/** Runs a contestant until it is warm. */
async function warmUp(contestant: Contestant, { roundSeconds, warmSeconds }: RoundSettings): Promise<Ready> {
  let [repetitions, runs, spent] = [1, 0, 0];
  for (;;) {
    const seconds = await contestant.time(repetitions);
    spent += seconds;
    runs += repetitions;
    const secondsPerRun = seconds / repetitions;
    const wanted = Math.max(1, Math.round(roundSeconds / Math.max(secondsPerRun, 1e-9)));
    if (spent >= warmSeconds && wanted <= 2 * repetitions) {
      return { contestant, repetitions: wanted, secondsPerRun, runs };
    }
    repetitions = Math.min(wanted, 4 * repetitions);
  }
}

function judge(comparison: Comparison, measured: readonly ContestantTimes[]): ComparisonResult {
  const [ours, theirs] = [comparison.ours, comparison.theirs].map((name) => roundsOf(name, measured));
  const small = comparison.kind === "share";
  const ratio =
    comparison.kind === "peak"
      ? spreadOf([Math.min(...theirs) / Math.min(...ours)])
      : small
        ? ratioSpread(ours, theirs)
        : ratioSpread(theirs, ours);
  const { target } = comparison;
  const reached = target === null ? null : small ? ratio.median <= target : ratio.median >= target;
  return { ...comparison, ratio, reached };
}

function roundsOf(name: string, measured: readonly ContestantTimes[]): number[] {
  const found = measured.find((contestant) => contestant.name === name);
  if (found) return found.rounds;
  throw new RangeError(`no contestant "${name}"; there are ${measured.map((one) => one.name).join(", ")}`);
}
