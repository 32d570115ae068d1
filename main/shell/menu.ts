/**
 * The application menu: the window's commands by group, among the system's own roles, so that what is everywhere is
 * where people expect it.
 */
import type { MenuItemConstructorOptions } from "electron";
import type { MenuEntry } from "./shell-api.ts";

type Items = MenuItemConstructorOptions[];

/** The system's roles after a group's commands. */
const roles: Record<string, Items> = {
  Project: [{ type: "separator" }, { role: "close" }, { role: "quit" }],
  Edit: [{ type: "separator" }, { role: "cut" }, { role: "copy" }, { role: "paste" }, { role: "selectAll" }],
  View: [{ type: "separator" }, { role: "togglefullscreen" }, { role: "reload" }, { role: "toggleDevTools" }],
};

/** @param choose is told the id of the command that was chosen */
export function menuTemplate(
  entries: readonly MenuEntry[],
  platform: NodeJS.Platform,
  choose: (id: string) => void,
): Items {
  const groups = new Set([...entries.map(({ group }) => group), ...Object.keys(roles)]);
  const menus = [...groups].map((group): MenuItemConstructorOptions => {
    const own = entries.filter((entry) => entry.group === group).map((entry) => itemOf(entry, choose));
    return { label: group, submenu: [...own, ...(roles[group] ?? [])] };
  });
  const help = menus.findIndex(({ label }) => label === "Help");
  menus.splice(help < 0 ? menus.length : help, 0, { role: "windowMenu" });
  return [...(platform === "darwin" ? [{ role: "appMenu" } as const] : []), ...menus];
}

/** Whether two menus differ at most in what is enabled, which a menu that is open can show. */
export function sameButEnabled(one: readonly MenuEntry[], other: readonly MenuEntry[]): boolean {
  const fixed = (entries: readonly MenuEntry[]) => JSON.stringify(entries.map(({ enabled: _, ...rest }) => rest));
  return fixed(one) === fixed(other);
}

function itemOf(
  { id, title, accelerator, enabled }: MenuEntry,
  choose: (id: string) => void,
): MenuItemConstructorOptions {
  return {
    id,
    label: title,
    enabled,
    click: () => choose(id),
    // The window hears the keys itself. On a Mac the menu hears them first, whatever is said here.
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  };
}
