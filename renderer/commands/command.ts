/** What can be done in the window, as data: menu, palette, keys, buttons, tooltips and docs/shortcuts.md are made of it. */
import type { PanelName } from "../app/panels.ts";

export const groups = [
  "Project",
  "Edit",
  "Run",
  "Library",
  "Compare",
  "Export",
  "Playback",
  "Scene",
  "View",
  "Layout",
  "Help",
] as const;
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
  /** The panels that its keys are heard in; wherever no other control wants them when absent. */
  heardIn?: readonly PanelName[];
  /** Words by which the palette finds it as well. */
  keywords?: readonly string[];
  /** Only the desktop has it. */
  desktop?: true;
  /** The same beside what it would act on now, as in a menu on it: "Archive 3 runs" for "Archive the runs". */
  titleHere?(): string;
  /** What it would act on now, where the title leaves that open: "run 3". */
  about?(): string;
  /** Why it would do nothing now, and what to do first; null when it would, as always when absent. */
  hindrance?(): string | null;
  run(): void;
}

/** The reason, unless there is none. */
export function unless(holds: boolean, reason: string): string | null {
  return holds ? null : reason;
}

/** The first of several that there is. */
export function firstOf(...hindrances: readonly (string | null)[]): string | null {
  return hindrances.find((hindrance) => hindrance !== null) ?? null;
}
