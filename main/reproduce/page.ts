/** The text between two markers of a page, which a command writes and people do not. */
import { GuidepostError } from "../errors.ts";

const END = "<!-- /table -->";

/**
 * The page with `content` between the markers of `name`; all else stays as it is.
 * @param file the page's name, for the error that says that a marker is missing
 */
export function withTable(page: string, name: string, content: string, file: string): string {
  const start = `<!-- table:${name} -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(END, from);
  if (from >= 0 && to >= 0) return `${page.slice(0, from + start.length)}\n\n${content}\n\n${page.slice(to)}`;
  throw new GuidepostError(
    `${file} has no place for the table of ${name}.`,
    `it goes between the lines ${start} and ${END}.`,
  );
}
