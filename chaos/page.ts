/** The table of docs/reliability.md. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { markdownTable } from "../main/reproduce/markdown-table.ts";
import { rows } from "./rows/index.ts";
import { type Figures, waysOf } from "./tally.ts";

const page = path.join(import.meta.dirname, "../docs/reliability.md");
const [BEGIN, END] = ["<!-- chaos -->", "<!-- /chaos -->"];

export function writeTable(figures: readonly Figures[]): void {
  writeFileSync(page, withTable(readFileSync(page, "utf8"), tableOf(figures)));
}

/** @throws RangeError where the page lacks the markers */
export function withTable(markdown: string, table: string): string {
  const [from, to] = [markdown.indexOf(BEGIN), markdown.indexOf(END)];
  if (from < 0 || to < from) throw new RangeError(`the page has no "${BEGIN} … ${END}"; put both where it belongs`);
  return `${markdown.slice(0, from + BEGIN.length)}\n\n${table}\n\n${markdown.slice(to)}`;
}

/** In the order of the rows; those without figures are left out. */
function tableOf(figures: readonly Figures[]): string {
  const heading = ["what is done", "a case passes when", "passed", "how", "seed"];
  const lines = rows.flatMap(({ name, title, promise }) =>
    figures
      .filter((one) => one.name === name)
      .map((one) => [`${title} (\`${name}\`)`, promise, `${one.passed}/${one.total}`, waysOf(one), `${one.seed}`]),
  );
  return markdownTable(heading, lines, heading.length);
}
