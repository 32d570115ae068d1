/** What version control leaves alone in a project: the store and what goes with it. Texts, models and exports are kept. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { writeFileAtomically } from "../files.ts";

const LINES = [
  "# Guidepost: the store with its log and copies, its writer, space for a full disk, drafts.",
  "/runs.sqlite*",
  "/writer.lock*",
  "/.ballast",
  "/queue.json.damaged-*",
  ".guidepost-*",
  ".*.tmp",
];

/** Writes .gitignore, or adds what the one that is there lacks. */
export function ignoreStore(folder: string): void {
  const file = path.join(folder, ".gitignore");
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const known = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  const lacking = LINES.filter((line) => !known.has(line));
  if (lacking.length === 0) return;
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  writeFileAtomically(file, (append) => append(Buffer.from(`${before}${gap}${lacking.join("\n")}\n`)));
}
