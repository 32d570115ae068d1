/** Text in aligned columns. */

export interface Column {
  title: string;
  align: "left" | "right";
}

/** `cells`: [rows][columns] of plain text. Returns the heading and the rows, without trailing blanks. */
export function alignColumns(columns: readonly Column[], cells: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, c) => Math.max(title.length, ...cells.map((row) => row[c]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, c) => (align === "right" ? row[c].padStart(widths[c]) : row[c].padEnd(widths[c])))
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)];
}
