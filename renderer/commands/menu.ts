/** The application menu of the desktop, made of the commands, and what is chosen in it. */

import { useLayouts } from "../app/dock-layout.ts";
import { notify } from "../app/notices.ts";
import { readProjects, useProjects } from "../app/projects.ts";
import { desktop, type MenuEntry } from "../client/desktop.ts";
import type { Command } from "./command.ts";
import { savedLayoutCommands } from "./layout-commands.ts";
import { recentProjectCommands } from "./project-commands.ts";
import { commands, onMac, runOrTell, shortcutsOf } from "./registry.ts";
import { acceleratorOf } from "./shortcuts.ts";

/** Keeps the menu up to date. Returns what stops it. */
export function keepMenu(): () => void {
  if (!desktop) return () => {};
  const bridge = desktop;
  const show = () => void bridge.showMenu(menuEntries(onMac)).catch(notify);
  show();
  readProjects();
  const stops = [bridge.onCommand(runOrTell), useLayouts.subscribe(show), useProjects.subscribe(show)];
  // Each window tells the menu its own when it comes to the front.
  window.addEventListener("focus", show);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener("focus", show);
  };
}

export function menuEntries(mac: boolean): MenuEntry[] {
  return [...commands, ...recentProjectCommands(), ...savedLayoutCommands()].map((command) => entryOf(command, mac));
}

function entryOf(command: Command, mac: boolean): MenuEntry {
  const [shortcut] = shortcutsOf(command, mac);
  const { id, title, group } = command;
  return { id, title, group, accelerator: shortcut === undefined ? null : acceleratorOf(shortcut) };
}
