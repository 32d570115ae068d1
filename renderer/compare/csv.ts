/** Figures as a table of numbers: one row for each point that is drawn. */
import type { Figure } from "./figure.ts";
import type { Across } from "./traces.ts";

export function csvOf(figures: readonly Figure[], across: Across): string {
  const rows = figures.flatMap(({ quantity, curves }) =>
    curves.flatMap(({ label, line, raw, band }) =>
      line.x.map((x, i) => [
        quantity.title,
        quantity.unit,
        label,
        x,
        line.y[i]!,
        band?.low[i] ?? "",
        band?.high[i] ?? "",
        raw?.y[i] ?? "",
      ]),
    ),
  );
  const head = ["quantity", "unit", "curve", across, "value", "low", "high", "raw"];
  return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
