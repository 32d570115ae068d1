/** The projects that were opened on this machine; only the desktop opens others than the one it was started with. */
import { create } from "zustand";
import { desktop, type RecentProject } from "../client/desktop.ts";
import { useSettings } from "../settings/settings-store.ts";
import { notify } from "./notices.ts";

export const useProjects = create<{ recent: RecentProject[] }>(() => ({ recent: [] }));

/** Reads the list anew. */
export function readProjects(): void {
  desktop?.recentProjects().then((recent) => useProjects.setState({ recent }), notify);
}

/** In a window of its own. */
export async function openProject(folder: string): Promise<void> {
  await desktop?.openProject(folder);
  readProjects();
}

export async function chooseProject(): Promise<void> {
  await desktop?.chooseProject(useSettings.getState().settings?.projectsFolder ?? ".");
  readProjects();
}
