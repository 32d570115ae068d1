/** What can be done in the window, as data: menu, palette, keys, tooltips and docs/shortcuts.md are made of it. */

export const groups = ["Project", "Edit", "Run", "Playback", "View", "Layout", "Help"] as const;
export type CommandGroup = (typeof groups)[number];

export interface Command {
  /** Unique, `group.action`. */
  id: string;
  /** What it does, a verb first, in sentence case. */
  title: string;
  group: CommandGroup;
  /** Keys that run it, as ./shortcuts.ts writes them; the first is the one that is shown. */
  shortcuts?: readonly string[];
  /** On a Mac, where they are others. */
  macShortcuts?: readonly string[];
  /** Words by which the palette finds it as well. */
  keywords?: readonly string[];
  /** Only the desktop has it. */
  desktop?: true;
  /** Whether it would do anything now; always when absent. */
  enabled?(): boolean;
  run(): void;
}
