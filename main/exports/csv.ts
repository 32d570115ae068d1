/**
 * The rollouts of a run as comma-separated values (RFC 4180): a heading with names and units, then the rows of
 * ./rollout-table.ts; empty where there is no number. Single numbers have the digits that tell them from their neighbours.
 */
import type { RecordedRollout } from "../engine/runs.ts";
import { rolloutTable, type TableColumn } from "./rollout-table.ts";
import type { Exporter } from "./run-data.ts";

export const exportCsv: Exporter = (run, append) => {
  const columns = rolloutTable(run);
  const { steps } = run.detail.task;
  append(lineOf(columns.map(({ name, unit }) => quoted(unit === "" ? name : `${name} [${unit}]`))));
  for (const { iteration } of run.detail.iterations)
    for (const rollout of run.rollouts(iteration))
      append(Buffer.concat(Array.from({ length: steps }, (_, step) => rowOf(columns, rollout, step))));
};

function rowOf(columns: readonly TableColumn[], rollout: RecordedRollout, step: number): Buffer {
  return lineOf(
    columns.map((column) => {
      if (column.kind === "text") return quoted(column.at(rollout));
      const value = column.at(rollout, step);
      return column.kind === "single" ? singleText(value) : String(value);
    }),
  );
}

function lineOf(cells: readonly string[]): Buffer {
  return Buffer.from(`${cells.join(",")}\r\n`);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Digits that a single number may need, and most do with. */
const [FEWEST, MOST] = [7, 9];

/** The shortest text, as a rule, that reads back to the same single number. */
function singleText(value: number): string {
  if (!Number.isFinite(value)) return "";
  for (let digits = FEWEST; digits < MOST; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(MOST)));
}
