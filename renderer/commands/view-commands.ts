import { openDialog } from "../app/dialogs.ts";
import { notify } from "../app/notices.ts";
import { useDisplay } from "../app/view-store.ts";
import { changeSetting } from "../settings/change-setting.ts";
import { nextZoom } from "../settings/settings-store.ts";
import { toggleStacked } from "../timeline/offered-tracks.ts";
import type { Command } from "./command.ts";

const set = (...change: Parameters<typeof changeSetting>) => void changeSetting(...change).catch(notify);

function switches(key: "logCost" | "logCurve", title: string, keywords: readonly string[]): Command {
  return {
    id: `view.${key}`,
    title,
    group: "View",
    keywords,
    run: () => useDisplay.setState((display) => ({ [key]: !display[key] })),
  };
}

function theme(choice: "system" | "light" | "dark", title: string): Command {
  return { id: `view.theme.${choice}`, title, group: "View", keywords: ["mode"], run: () => set({ theme: choice }) };
}

export const viewCommands: readonly Command[] = [
  {
    id: "view.palette",
    title: "Search and run commands",
    group: "View",
    shortcuts: ["Mod+K", "Mod+Shift+P"],
    run: () => openDialog("palette"),
  },
  switches("logCost", "Cost over time: logarithmic or linear", ["log"]),
  {
    id: "view.stackCost",
    title: "Cost over time: stacked or lines",
    group: "View",
    keywords: ["terms"],
    run: toggleStacked,
  },
  switches("logCurve", "Learning curve: logarithmic or linear", ["log"]),
  theme("system", "Theme as the system has it"),
  theme("light", "Light theme"),
  theme("dark", "Dark theme"),
  {
    id: "view.zoomIn",
    title: "Zoom in",
    group: "View",
    shortcuts: ["Mod+=", "Mod+Plus"],
    desktop: true,
    run: () => set({ zoom: nextZoom(1) }),
  },
  {
    id: "view.zoomOut",
    title: "Zoom out",
    group: "View",
    shortcuts: ["Mod+-"],
    desktop: true,
    run: () => set({ zoom: nextZoom(-1) }),
  },
  {
    id: "view.zoomReset",
    title: "Actual size",
    group: "View",
    shortcuts: ["Mod+0"],
    keywords: ["zoom 100"],
    desktop: true,
    run: () => set({ zoom: 1 }),
  },
];
