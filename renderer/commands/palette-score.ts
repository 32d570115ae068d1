/** How well a command answers what is written in the palette. */
import type { Command } from "./command.ts";

/** Those that answer, the best first; equals stay in their order. */
export function foundCommands<T extends Pick<Command, "title" | "keywords">>(all: readonly T[], sought: string): T[] {
  return all
    .map((command) => ({ command, score: paletteScore(command.title, command.keywords ?? [], sought) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

/** 0 for not at all, up to 1: every word that is sought begins a word of the title or of the other words. */
function paletteScore(title: string, keywords: readonly string[], sought: string): number {
  const words = wordsOf(sought);
  const inTitle = wordsOf(title);
  const elsewhere = keywords.flatMap(wordsOf);
  const begins = (among: readonly string[], word: string) => among.some((one) => one.startsWith(word));
  if (!words.every((word) => begins(inTitle, word) || begins(elsewhere, word))) return 0;
  if (title.toLowerCase().startsWith(sought.trim().toLowerCase())) return 1;
  const found = words.filter((word) => begins(inTitle, word)).length;
  // Between 0.1 and 0.9; of two that have the words, the shorter title is the closer one.
  return 0.1 + (0.7 * found) / Math.max(1, words.length) + 0.1 / Math.max(1, inTitle.length);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
