/** Trainings that take seconds: few rollouts, few iterations, each method in its turn. */
import type { RandomStream } from "../workers/math/random.ts";

export const methods = ["trajectory", "ilqg", "gps"] as const;
export type Method = (typeof methods)[number];

export interface Training {
  project: string;
  method: Method;
  seed: number;
  iterations: number;
}

/** Arguments of `guidepost` that start it. */
export function trainingArguments({ project, method, seed, iterations }: Training): string[] {
  const fixed = ["--samples", "2", "--workers", "1", "--json", "--project", project];
  return ["train", "peg2d", "--method", method, "--seed", `${seed}`, "--iterations", `${iterations}`, ...fixed];
}

/** Arguments that go on with the project's first run. */
export function resumingArguments(project: string): string[] {
  return ["train", "--resume", "1", "--workers", "1", "--json", "--project", project];
}

/** A whole number from 0 to n − 1. */
export function below(n: number, random: RandomStream): number {
  return Math.floor(random.uniform() * n);
}

export function oneOf<T>(choices: readonly T[], random: RandomStream): T {
  return choices[below(choices.length, random)];
}
