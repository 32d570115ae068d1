/** The parts of docs/performance.md that the bench writes. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const page = path.join(import.meta.dirname, "../docs/performance.md");

export type Section = "machine" | "rows" | "scaling" | "profile" | "window" | "library";

/** Puts `text` between the section's markers. */
export function writeSection(section: Section, text: string): void {
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, text));
}

/** @throws RangeError where the page lacks the section's markers */
export function withSection(markdown: string, section: Section, text: string): string {
  const [begin, end] = [`<!-- bench: ${section} -->`, `<!-- end of ${section} -->`];
  const [from, to] = [markdown.indexOf(begin), markdown.indexOf(end)];
  if (from < 0 || to < from) throw new RangeError(`the page has no "${begin} … ${end}"; put both where it belongs`);
  return `${markdown.slice(0, from + begin.length)}\n\n${text}\n\n${markdown.slice(to)}`;
}
