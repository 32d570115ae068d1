/** The application menu of the desktop, made of the commands, and what is chosen in it. */
import { notify } from "../app/notices.ts";
import { readProjects } from "../app/projects.ts";
import { desktop, type MenuEntry } from "../client/desktop.ts";
import type { Command } from "./command.ts";
import { savedLayoutCommands } from "./layout-commands.ts";
import { recentProjectCommands } from "./project-commands.ts";
import { commands, hindranceOf, onMac, runOrTell, shortcutsOf } from "./registry.ts";
import { acceleratorOf } from "./shortcuts.ts";
import { watchCommands } from "./watch.ts";

/** Keeps the menu up to date. Returns what stops it. */
export function keepMenu(): () => void {
  if (!desktop) return () => {};
  const bridge = desktop;
  let shown = "";
  const show = (entries: readonly MenuEntry[]) => {
    shown = JSON.stringify(entries);
    void bridge.showMenu(entries).catch(notify);
  };
  const showChanged = () => {
    const entries = menuEntries(onMac);
    if (JSON.stringify(entries) !== shown) show(entries);
  };
  // Each window tells the menu its own when it comes to the front.
  const showAll = () => show(menuEntries(onMac));
  showAll();
  readProjects();
  const stops = [bridge.onCommand(runOrTell), watchCommands(showChanged)];
  window.addEventListener("focus", showAll);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener("focus", showAll);
  };
}

export function menuEntries(mac: boolean): MenuEntry[] {
  return [...commands, ...recentProjectCommands(), ...savedLayoutCommands()].map((command) => entryOf(command, mac));
}

function entryOf(command: Command, mac: boolean): MenuEntry {
  const [shortcut] = shortcutsOf(command, mac);
  const { id, title, group } = command;
  const accelerator = shortcut === undefined ? null : acceleratorOf(shortcut);
  return { id, title, group, accelerator, enabled: hindranceOf(command) === null };
}
