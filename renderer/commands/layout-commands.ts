import { openDialog } from "../app/dialogs.ts";
import { applyLayout, focusPanel, proposeLayout, toggleMaximised, useLayouts } from "../app/dock-layout.ts";
import { proposals } from "../app/layout-proposals.ts";
import { type PanelName, panels } from "../app/panels.ts";
import type { Command } from "./command.ts";

const proposed = Object.keys(proposals) as (keyof typeof proposals)[];

export const layoutCommands: readonly Command[] = [
  {
    id: "layout.reset",
    title: "Reset layout",
    group: "Layout",
    keywords: ["panels", "default", "standard"],
    run: () => proposeLayout("Standard"),
  },
  ...proposed
    .filter((name) => name !== "Standard")
    .map(
      (name): Command => ({
        id: `layout.${name}`,
        title: `Layout: ${name}`,
        group: "Layout",
        run: () => proposeLayout(name),
      }),
    ),
  {
    id: "layout.manage",
    title: "Save and manage layouts…",
    group: "Layout",
    shortcuts: ["Mod+Shift+L"],
    run: () => openDialog("layouts"),
  },
  {
    id: "layout.maximise",
    title: "Maximise the active panel, or restore it",
    group: "Layout",
    shortcuts: ["Mod+M"],
    macShortcuts: ["Mod+Shift+M"],
    run: toggleMaximised,
  },
  ...(Object.entries(panels) as [PanelName, string][]).map(
    ([name, title], i): Command => ({
      id: `panel.${name}`,
      title: `Go to the panel ${title}`,
      group: "Layout",
      shortcuts: i < 9 ? [`Mod+${i + 1}`] : [],
      keywords: ["focus", "show"],
      run: () => focusPanel(name),
    }),
  ),
];

/** One for each layout that was saved. */
export function savedLayoutCommands(): Command[] {
  return Object.keys(useLayouts.getState().saved).map((name) => ({
    id: `layout.saved.${name}`,
    title: `Layout: ${name}`,
    group: "Layout",
    run: () => applyLayout(name),
  }));
}
