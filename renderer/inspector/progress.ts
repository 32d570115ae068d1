/** How far a run is. */
import type { Progress } from "../../main/engine/api.ts";

/** Shares of an iteration after which each phase begins; sampling is nearly all of it. */
const STARTS = { starting: 0, sample: 0, fit: 0.9, optimise: 0.95 } as const;

/** Fraction of the whole run that is done, 0…1. */
export function fractionDone({ iteration, iterations, phase, done, total }: Progress): number {
  const sampled = phase === "sample" && total > 0 ? (STARTS.fit * done) / total : 0;
  return Math.max(0, Math.min(1, (Math.max(0, iteration - 1) + STARTS[phase] + sampled) / iterations));
}

export function phaseWords({ phase, done, total }: Progress): string {
  if (phase === "sample") return `Sampling ${done}/${total}`;
  return { starting: "Starting", fit: "Fitting dynamics", optimise: "Improving controller" }[phase];
}

/** Seconds left so long after the progress was told; null where nobody knows, as in a pause. */
export function secondsLeft({ etaSeconds }: Progress, since: number, paused: boolean): number | null {
  return etaSeconds === null || paused ? null : Math.max(0, etaSeconds - since);
}
