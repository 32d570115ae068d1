/** The system's own dialogs for a path. Nothing is made or opened: the window's engine does that, if anything. */
import { type BrowserWindow, dialog } from "electron";
import type { PathKind } from "./shell-api.ts";

const archives = [{ name: "Guidepost project", extensions: ["guidepost"] }];

/** The path that was chosen, or null for none. */
export async function choosePath(window: BrowserWindow | null, kind: PathKind, start: string): Promise<string | null> {
  if (window === null) return null;
  const defaultPath = start === "" ? {} : { defaultPath: start };
  if (kind === "new-archive" || kind === "new-folder") {
    const filters = kind === "new-archive" ? { filters: archives } : {};
    return (await dialog.showSaveDialog(window, { ...defaultPath, ...filters })).filePath || null;
  }
  const what = kind === "folder" ? { properties: ["openDirectory" as const] } : { filters: archives };
  return (await dialog.showOpenDialog(window, { ...defaultPath, ...what })).filePaths[0] ?? null;
}
