/** Counts a row's cases, and tells of a failure at once with the command that repeats it. */
import type { Row } from "./row.ts";

export interface Figures {
  name: string;
  seed: number;
  passed: number;
  total: number;
  /** How the cases that passed went, and how many each. */
  ways: Record<string, number>;
  /** Why the row was left out, or null. */
  skipped: string | null;
  /** Why cases failed: the first ones, each with the command that repeats it. */
  reasons: string[];
  seconds: number;
}

/** Failures that are told of; the rest are counted. */
const TOLD = 10;

export class Tally {
  readonly seed: number;
  readonly #row: Row;
  readonly #startedAt = performance.now();
  readonly #ways = new Map<string, number>();
  #passed = 0;
  #failed = 0;
  #skipped: string | null = null;
  readonly #reasons: string[] = [];

  constructor(row: Row, seed: number) {
    this.#row = row;
    this.seed = seed;
  }

  pass(way: string): void {
    this.#passed++;
    this.#ways.set(way, (this.#ways.get(way) ?? 0) + 1);
  }

  /** @param number the case, or null when the row could not be prepared */
  fail(number: number | null, reason: string): void {
    this.#failed++;
    if (this.#failed > TOLD) return;
    const repeat = `npm run chaos -- --only ${this.#row.name} --seed ${this.seed}`;
    this.#reasons.push(`${reason}\nagain: ${repeat}${number === null ? "" : ` --case ${number}`}`);
    console.error(this.#reasons.at(-1)?.replace(/^/gm, "  "));
  }

  skip(reason: string): void {
    this.#skipped = reason;
  }

  /** `name: passed/total`, and in which ways. */
  line(): string {
    const { name, passed, total, skipped } = this.figures();
    if (skipped !== null) return `${name}: skipped (${skipped})`;
    const ways = waysOf(this.figures());
    return `${name}: ${passed}/${total}${ways === "" ? "" : ` (${ways})`}`;
  }

  figures(): Figures {
    return {
      name: this.#row.name,
      seed: this.seed,
      passed: this.#passed,
      total: this.#passed + this.#failed,
      ways: Object.fromEntries([...this.#ways].sort(([a], [b]) => (a < b ? -1 : 1))),
      skipped: this.#skipped,
      reasons: this.#reasons,
      seconds: Math.round((performance.now() - this.#startedAt) / 1000),
    };
  }
}

/** "refused 12, unharmed 3" */
export function waysOf({ ways }: Pick<Figures, "ways">): string {
  return Object.entries(ways)
    .map(([way, count]) => `${way} ${count}`)
    .join(", ");
}
