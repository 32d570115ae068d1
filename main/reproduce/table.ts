/** The experiment's results as a Markdown table that is also readable as text. */
import type { ExperimentRow } from "./experiment.ts";
import { type Measurement, type Measures, overSeeds } from "./measure.ts";

export interface RowResult {
  row: ExperimentRow;
  /** By seed. */
  measurements: Measurement[];
}

/** @param reached distance that the rollouts were to fall under [m] */
export function resultTable(results: readonly RowResult[], reached: number): string {
  const heading = [
    "setting",
    "seed",
    "distance [m]",
    "worst episode [m]",
    "noisy success",
    `rollouts to ${reached} m`,
    "time [s/iteration]",
    "of which LQR [s]",
  ];
  const rows = results.flatMap(({ row, measurements }) => {
    const { median, worst } = overSeeds(measurements);
    const single = row.everySeed ? measurements.map((one) => ["", String(one.seed), ...cells(one)]) : [];
    return [[`**${row.title}**`, "median", ...cells(median)], ["", "worst", ...cells(worst)], ...single];
  });
  const widths = heading.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  const line = (row: readonly string[]): string => {
    const padded = row.map((cell, c) => (c < 2 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])));
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, c) => (c < 2 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(heading), line(rule), ...rows.map(line)].join("\n");
}

function cells(measures: Measures): string[] {
  const { distance, worstDistance, success, rolloutsToReach, secondsPerIteration, lqrSeconds } = measures;
  return [
    metres(distance),
    metres(worstDistance),
    success.toFixed(2),
    Number.isFinite(rolloutsToReach) ? String(rolloutsToReach) : "never",
    secondsPerIteration.toFixed(2),
    lqrSeconds.toFixed(2),
  ];
}

/** To the tenth of a millimetre, which is finer than the seeds differ. */
function metres(distance: number): string {
  return Number.isFinite(distance) ? distance.toFixed(4) : "diverged";
}
