/** Every command of the window, by id: the one place that menu, palette, keys, tooltips and docs read. */
import { tell } from "../app/notices.ts";
import { panels } from "../app/panels.ts";
import { desktop } from "../client/desktop.ts";
import type { Command } from "./command.ts";
import { compareCommands, currentCompareCommands } from "./compare-commands.ts";
import { editCommands } from "./edit-commands.ts";
import { exportCommands } from "./export-commands.ts";
import { helpCommands } from "./help-commands.ts";
import { layoutCommands, savedLayoutCommands } from "./layout-commands.ts";
import { columnCommands, libraryCommands } from "./library-commands.ts";
import { playbackCommands } from "./playback-commands.ts";
import { projectCommands, recentProjectCommands } from "./project-commands.ts";
import { openRunCommands, runCommands, taskCommands } from "./run-commands.ts";
import { bodyCommands, sceneCommands } from "./scene-commands.ts";
import { shortcutText } from "./shortcuts.ts";
import { signalCommands, timelineCommands } from "./timeline-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** The same at any time, in the order of the menu. */
export const commands: readonly Command[] = [
  ...projectCommands,
  ...editCommands,
  ...runCommands,
  ...libraryCommands,
  ...compareCommands,
  ...exportCommands,
  ...playbackCommands,
  ...sceneCommands,
  ...viewCommands,
  ...timelineCommands,
  ...layoutCommands,
  ...helpCommands,
];

const byId = new Map(commands.map((command) => [command.id, command]));

/** What depends on what there is, and what there are many of: a command for each task, run, column, signal and so on. */
export function currentCommands(): Command[] {
  return [
    ...taskCommands(),
    ...openRunCommands(),
    ...columnCommands(),
    ...currentCompareCommands(),
    ...bodyCommands(),
    ...signalCommands(),
    ...savedLayoutCommands(),
    ...recentProjectCommands(),
  ];
}

export function commandNamed(id: string): Command | undefined {
  return byId.get(id) ?? currentCommands().find((command) => command.id === id);
}

/** Whether the command exists here: some are the desktop's alone. */
export function isHere({ desktop: needsDesktop }: Command): boolean {
  return needsDesktop !== true || desktop !== null;
}

/** Whether the command exists here and would do something now. */
export function isEnabled(command: Command): boolean {
  return isHere(command) && hindranceOf(command) === null;
}

/** Why it would do nothing now; null when it would. */
export function hindranceOf({ hindrance }: Command): string | null {
  return hindrance?.() ?? null;
}

/** Runs a command that would do something now; returns whether it did. */
export function runCommand(id: string): boolean {
  const command = commandNamed(id);
  if (!command || !isEnabled(command)) return false;
  command.run();
  return true;
}

/** The same for one that was chosen by its name, as in a menu: what hinders it is told. */
export function runOrTell(id: string): void {
  const command = commandNamed(id);
  const hindrance = command && isHere(command) ? hindranceOf(command) : null;
  if (hindrance !== null) tell(hindrance);
  else runCommand(id);
}

/** What it is called in a menu on what it would act on. */
export function titleHere({ title, titleHere }: Command): string {
  return titleHere?.() ?? title;
}

export function shortcutsOf({ shortcuts = [], macShortcuts }: Command, mac: boolean): readonly string[] {
  return mac && macShortcuts ? macShortcuts : shortcuts;
}

/** The panels that its keys are heard in, as in "keys in Runs table and Runs"; null where they are heard everywhere. */
export function keysHeardIn({ heardIn }: Command): string | null {
  return heardIn ? `keys in ${heardIn.map((panel) => panels[panel]).join(" and ")}` : null;
}

export const onMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

/** The first of its keys as people read it; null for none. */
export function shownShortcut(id: string): string | null {
  const command = byId.get(id);
  const [first] = command ? shortcutsOf(command, onMac) : [];
  return first === undefined ? null : shortcutText(first, onMac);
}
