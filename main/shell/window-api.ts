/** What the shell does for a window that asks. */
import path from "node:path";
import { app, BrowserWindow, dialog, Menu, Notification, powerSaveBlocker, type WebContents } from "electron";
import { commandChannel } from "./channel.ts";
import { choosePath } from "./choose-path.ts";
import { menuTemplate, sameButEnabled } from "./menu.ts";
import type { ProjectWindows } from "./project-windows.ts";
import { recentProjects, rememberProject } from "./recent-projects.ts";
import type { MenuEntry, ShellApi } from "./shell-api.ts";

export function recentFile(): string {
  return path.join(app.getPath("userData"), "projects.json");
}

/** Opens a project and puts it first in the list. */
export async function openProject(projects: ProjectWindows, folder: string): Promise<void> {
  await projects.open(folder);
  rememberProject(recentFile(), folder);
}

export function windowApi(projects: ProjectWindows): (contents: WebContents) => ShellApi {
  const awake = keepAwake();
  const showMenu = menuKeeper();
  return (contents) => ({
    engineAddress: async () => {
      const project = projects.of(contents);
      if (!project) throw new Error("Refused: the window is being closed");
      const { port, token } = await project.engine.address();
      return { url: `ws://127.0.0.1:${port}/ws?token=${encodeURIComponent(token)}` };
    },
    showMenu: (entries) => {
      const front = BrowserWindow.getFocusedWindow();
      if (front === null || front.webContents === contents) showMenu(entries);
    },
    setZoom: (factor) => contents.setZoomFactor(factor),
    notify: (title, body) => {
      const window = BrowserWindow.fromWebContents(contents);
      if (!window || window.isFocused() || !Notification.isSupported()) return;
      const message = new Notification({ title, body });
      message.on("click", () => window.show());
      message.show();
    },
    working: (fraction) => {
      awake(contents, fraction !== null);
      BrowserWindow.fromWebContents(contents)?.setProgressBar(fraction ?? -1);
    },
    keepMemory: () => contents.session.flushStorageData(),
    recentProjects: () => recentProjects(recentFile()),
    openProject: (folder) => openProject(projects, path.resolve(folder)),
    chooseProject: async (folder) => {
      const window = BrowserWindow.fromWebContents(contents);
      if (!window) return;
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: "Open a project, or an empty folder for a new one",
        buttonLabel: "Open",
        defaultPath: folder,
        properties: ["openDirectory", "createDirectory"],
      });
      if (filePaths[0]) await openProject(projects, filePaths[0]);
    },
    choosePath: (kind, start) => choosePath(BrowserWindow.fromWebContents(contents), kind, start),
    left: () => projects.leaving.left(contents),
    versions: () => ({
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
    }),
  });
}

function sendToFocused(id: string): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  window?.webContents.send(commandChannel, id);
}

/** One that is open stays open when nothing but what is enabled has changed. */
function menuKeeper(): (entries: readonly MenuEntry[]) => void {
  let shown: readonly MenuEntry[] = [];
  return (entries) => {
    const menu = Menu.getApplicationMenu();
    if (menu && sameButEnabled(shown, entries)) {
      for (const { id, enabled } of entries) {
        const item = menu.getMenuItemById(id);
        if (item) item.enabled = enabled;
      }
    } else {
      const template = menuTemplate(entries, process.platform, sendToFocused);
      Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    }
    shown = entries;
  };
}

/** Keeps the computer from sleeping as long as any window has work. */
function keepAwake(): (contents: WebContents, busy: boolean) => void {
  const atWork = new Set<WebContents>();
  let blocker: number | null = null;
  const settle = (): void => {
    if (atWork.size > 0) blocker ??= powerSaveBlocker.start("prevent-app-suspension");
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
  return (contents, busy) => {
    if (busy && !atWork.has(contents)) {
      atWork.add(contents);
      contents.once("destroyed", () => {
        atWork.delete(contents);
        settle();
      });
    } else if (!busy) atWork.delete(contents);
    settle();
  };
}
