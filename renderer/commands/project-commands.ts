import { openDialog } from "../app/dialogs.ts";
import { notify } from "../app/notices.ts";
import { chooseProject, openProject, useProjects } from "../app/projects.ts";
import type { Command } from "./command.ts";

export const projectCommands: readonly Command[] = [
  {
    id: "project.open",
    title: "Open or create a project…",
    group: "Project",
    shortcuts: ["Mod+O"],
    keywords: ["folder", "new"],
    desktop: true,
    run: () => void chooseProject().catch(notify),
  },
  {
    id: "project.recent",
    title: "Show recent projects",
    group: "Project",
    shortcuts: ["Mod+Shift+O"],
    desktop: true,
    run: () => openDialog("projects"),
  },
  {
    id: "settings.open",
    title: "Open settings",
    group: "Project",
    shortcuts: ["Mod+,"],
    keywords: ["preferences", "theme", "zoom", "cores"],
    run: () => openDialog("settings"),
  },
];

export function recentProjectCommands(): Command[] {
  return useProjects.getState().recent.map(({ folder, name }) => ({
    id: `project.open.${folder}`,
    title: `Open project ${name}`,
    group: "Project",
    keywords: [folder],
    desktop: true,
    run: () => void openProject(folder).catch(notify),
  }));
}
