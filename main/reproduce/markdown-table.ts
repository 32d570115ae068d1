/** A table of a page, its columns as wide as their widest cell: the formatter leaves it as it is. */

/** @param left so many columns are aligned to the left, the others to the right */
export function markdownTable(heading: readonly string[], lines: readonly string[][], left: number): string {
  const widths = heading.map((title, c) => Math.max(title.length, ...lines.map((line) => line[c].length)));
  const text = (line: readonly string[]): string => {
    const padded = line.map((cell, c) => (c < left ? cell.padEnd(widths[c]) : cell.padStart(widths[c])));
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, c) => (c < left ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [text(heading), text(rule), ...lines.map(text)].join("\n");
}
