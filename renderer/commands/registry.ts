/** Every command of the window, by id: the one place that menu, palette, keys, tooltips and docs read. */
import { desktop } from "../client/desktop.ts";
import type { Command } from "./command.ts";
import { compareCommands } from "./compare-commands.ts";
import { editCommands } from "./edit-commands.ts";
import { helpCommands } from "./help-commands.ts";
import { layoutCommands, savedLayoutCommands } from "./layout-commands.ts";
import { playbackCommands } from "./playback-commands.ts";
import { projectCommands, recentProjectCommands } from "./project-commands.ts";
import { openRunCommands, runCommands, taskCommands } from "./run-commands.ts";
import { shortcutText } from "./shortcuts.ts";
import { timelineCommands } from "./timeline-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** The same at any time, in the order of the menu. */
export const commands: readonly Command[] = [
  ...projectCommands,
  ...editCommands,
  ...runCommands,
  ...compareCommands,
  ...playbackCommands,
  ...viewCommands,
  ...timelineCommands,
  ...layoutCommands,
  ...helpCommands,
];

const byId = new Map(commands.map((command) => [command.id, command]));

/** What depends on what there is: a command for each task, run, saved layout and recent project. */
export function currentCommands(): Command[] {
  return [...taskCommands(), ...openRunCommands(), ...savedLayoutCommands(), ...recentProjectCommands()];
}

export function commandNamed(id: string): Command | undefined {
  return byId.get(id) ?? currentCommands().find((command) => command.id === id);
}

/** Whether the command exists here and would do something now. */
export function isEnabled({ desktop: needsDesktop, enabled }: Command): boolean {
  return (needsDesktop !== true || desktop !== null) && (enabled?.() ?? true);
}

/** Runs a command that would do something now; returns whether it did. */
export function runCommand(id: string): boolean {
  const command = commandNamed(id);
  if (!command || !isEnabled(command)) return false;
  command.run();
  return true;
}

export function shortcutsOf({ shortcuts = [], macShortcuts }: Command, mac: boolean): readonly string[] {
  return mac && macShortcuts ? macShortcuts : shortcuts;
}

export const onMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

/** The first of its keys as people read it; null for none. */
export function shownShortcut(id: string): string | null {
  const command = byId.get(id);
  const [first] = command ? shortcutsOf(command, onMac) : [];
  return first === undefined ? null : shortcutText(first, onMac);
}
