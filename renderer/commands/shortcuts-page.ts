/** docs/shortcuts.md, made of the commands. */
import { type Command, groups } from "./command.ts";
import { commands, keysHeardIn, shortcutsOf } from "./registry.ts";
import { shortcutText } from "./shortcuts.ts";

/** The command that writes the page. */
const MADE_BY = "npx vitest run --project unit renderer/commands/shortcuts-page.test.ts --update";

export function shortcutsPage(): string {
  return `# Commands and shortcuts

Everything that the window does is a command. **Search and run commands** finds each by its name; the menu of the desktop
shows them by group, and the window lists its keys itself. Beside those below there is a command for each task, run,
column of the runs table, signal, body, compared curve, saved layout and recent project. What would do nothing now says why; in the menu it is grey.

This page is made of the commands themselves: \`${MADE_BY}\`

${groups.map(section).join("\n")}`;
}

function section(group: string): string {
  const rows = commands.filter((command) => command.group === group).map(row);
  return `## ${group}\n\n${table([["command", "keys", "on a Mac"], ...rows])}\n`;
}

function row(command: Command): string[] {
  const notes = [command.desktop ? "desktop only" : null, keysHeardIn(command)].filter((note) => note !== null);
  const title = [command.title, ...notes.map((note) => `(${note})`)].join(" ");
  return [title, keys(command, false), keys(command, true)];
}

function keys(command: Command, mac: boolean): string {
  return shortcutsOf(command, mac)
    .map((shortcut) => `\`${shortcutText(shortcut, mac)}\``)
    .join(", ");
}

/** Columns of equal width, so that the page reads well as text, too. */
function table(rows: readonly string[][]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
