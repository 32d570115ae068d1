import { openDialog } from "../app/dialogs.ts";
import { notify } from "../app/notices.ts";
import { chooseProject, openProject, useProjects } from "../app/projects.ts";
import { showProject } from "../project/moves.ts";
import { cancelStoreWork, compactProject, isDamaged, repairProject, verifyProject } from "../project/project-store.ts";
import { useStoreWork } from "../project/store-work.ts";
import { type Command, unless } from "./command.ts";
import { withoutWriting } from "./hindrances.ts";

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
    id: "project.show",
    title: "About this project",
    group: "Project",
    shortcuts: ["Mod+I"],
    keywords: ["rename", "name", "notes", "size", "retention", "rollouts", "health", "read-only", "damaged"],
    run: () => showProject(),
  },
  {
    id: "project.export",
    title: "Export the project to one file…",
    group: "Project",
    keywords: ["archive", "backup", "zip", "guidepost"],
    run: () => showProject("export"),
  },
  {
    id: "project.import",
    title: "Import a project from a file…",
    group: "Project",
    keywords: ["archive", "restore", "zip", "guidepost"],
    run: () => showProject("import"),
  },
  {
    id: "project.duplicate",
    title: "Duplicate the project…",
    group: "Project",
    keywords: ["copy", "save as"],
    run: () => showProject("duplicate"),
  },
  {
    id: "project.merge",
    title: "Merge another project into this one…",
    group: "Project",
    keywords: ["runs", "join"],
    hindrance: withoutWriting,
    run: () => showProject("merge"),
  },
  {
    id: "project.verify",
    title: "Verify the project",
    group: "Project",
    keywords: ["check", "damage", "checksum", "repair"],
    run: () => {
      showProject();
      verifyProject().catch(notify);
    },
  },
  {
    id: "project.repair",
    title: "Repair the project",
    group: "Project",
    keywords: ["damage", "damaged", "mend"],
    hindrance: () => unless(isDamaged(), "No damage is known. Verify the project first."),
    run: () => {
      showProject();
      repairProject().catch(notify);
    },
  },
  {
    id: "project.stop",
    title: "Stop verifying or repairing the project",
    group: "Project",
    keywords: ["cancel"],
    hindrance: () => unless(useStoreWork.getState().work !== null, "Nothing is verified or repaired now."),
    run: () => void cancelStoreWork().catch(notify),
  },
  {
    id: "project.compact",
    title: "Compact the project",
    group: "Project",
    keywords: ["size", "disk", "space"],
    hindrance: withoutWriting,
    run: () => {
      showProject();
      compactProject().catch(notify);
    },
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
