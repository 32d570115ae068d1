/** A row: one way to break the program, tried in many cases that are independent of each other. */
import type { RandomStream } from "../workers/math/random.ts";
import { streamFromSeed } from "../workers/math/random.ts";

export interface Row {
  /** What `--only` knows it by. */
  name: string;
  /** What is done to the program. */
  title: string;
  /** What makes a case pass. */
  promise: string;
  /** Cases of a long run, null for all that there are; and of a short one, null to leave it out. */
  cases: { short: number | null; long: number | null };
  /** Prepares what the cases share. Throws a SkippedError where this machine cannot do it. */
  open(folder: string): Promise<OpenRow>;
}

export interface OpenRow {
  /** How many cases there are, where that is fixed. */
  total?: number;
  /** Tries one case; throws what is wrong. Returns in a word how it went, for the figures. */
  attempt(number: number, random: RandomStream): Promise<string> | string;
  close(): Promise<void> | void;
}

/** This machine cannot do it; the message says why. */
export class SkippedError extends Error {
  override name = "SkippedError";
}

/** A name that no row has. */
export class SelectionError extends Error {
  override name = "SelectionError";
}

export function select<T extends { name: string }>(rows: readonly T[], names: readonly string[]): T[] {
  const unknown = names.find((name) => !rows.some((row) => row.name === name));
  if (unknown === undefined) return rows.filter(({ name }) => names.length === 0 || names.includes(name));
  throw new SelectionError(`There is no row "${unknown}"; there are ${rows.map(({ name }) => name).join(", ")}.`);
}

/** A case draws from a stream of its own, so that it can be repeated alone. */
export function streamOfCase(row: string, seed: number, number: number): RandomStream {
  // FNV-1a: any hash will do that tells the rows apart.
  let hash = 0x811c9dc5;
  for (const letter of `${row} ${seed} ${number}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return streamFromSeed(hash);
}
