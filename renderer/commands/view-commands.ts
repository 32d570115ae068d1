import { openDialog } from "../app/dialogs.ts";
import { notify } from "../app/notices.ts";
import { type DisplayState, useDisplay } from "../app/view-store.ts";
import { changeSetting } from "../settings/change-setting.ts";
import { nextZoom } from "../settings/settings-store.ts";
import type { Command } from "./command.ts";

const set = (...change: Parameters<typeof changeSetting>) => void changeSetting(...change).catch(notify);

function switches(key: keyof DisplayState, title: string, keywords: readonly string[]): Command {
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
  switches("ghosts", "Show or hide the samples in the scene", ["ghosts"]),
  switches("trace", "Show or hide the tip's trace", ["end effector"]),
  switches("board", "Show or hide the grid and the axes", ["board"]),
  switches("spread", "Show or hide the spread of the tip", ["covariance", "ellipse"]),
  switches("history", "Show or hide earlier tip traces", ["iterations"]),
  switches("forces", "Show or hide contact forces and the centre of mass", ["contacts"]),
  switches("ranges", "Show or hide the joints' ranges", ["limits"]),
  switches("legend", "Show or hide the scene's legend", ["colours"]),
  switches("orthographic", "Scene: orthographic or perspective", ["camera", "lens"]),
  switches("follow", "Follow the robot with the view, or stop", ["camera"]),
  switches("logCost", "Cost over time: logarithmic or linear", ["log"]),
  switches("stackCost", "Cost over time: stacked or lines", ["terms"]),
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
