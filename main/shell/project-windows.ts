/** The open projects: a window and an engine each. */
import { type BrowserWindow, dialog, type WebContents } from "electron";
import { type EngineKeeper, keepEngine } from "./engine-keeper.ts";
import { startEngine } from "./engine-process.ts";
import { Leaving } from "./leaving.ts";
import { openWindow } from "./window.ts";

export interface OpenProject {
  folder: string;
  engine: EngineKeeper;
  /** null while it is closed but goes on, as a Mac's applications do. */
  window: BrowserWindow | null;
}

export interface ProjectWindows {
  /** Shows the project's window, with a new engine where it has none. Resolves once its page can be seen. */
  open(folder: string): Promise<void>;
  of(contents: WebContents): OpenProject | undefined;
  /** Brings the newest window to the front, or opens one again. */
  show(): Promise<void>;
  /** Pages that keep what was typed last before their windows close. */
  leaving: Leaving;
  /** Resolves when every page has kept what was typed last, and then every engine has ended. */
  stop(): Promise<void>;
}

/** @param outlives whether an engine goes on without its window */
export function keepProjectWindows(outlives: boolean): ProjectWindows {
  const projects = new Map<string, OpenProject>();
  const leaving = new Leaving();

  const start = (folder: string): OpenProject => {
    const engine = keepEngine(
      () => startEngine(folder),
      (reason) => {
        dialog.showErrorBox("Guidepost", reason);
        // The others go on; the only one stays, to say that its engine does not answer.
        if (projects.size > 1) close(folder);
      },
    );
    const project: OpenProject = { folder, engine, window: null };
    projects.set(folder, project);
    return project;
  };
  const close = (folder: string): void => {
    const project = projects.get(folder);
    projects.delete(folder);
    if (project?.window?.isDestroyed() === false) project.window.close();
  };
  const open = async (folder: string): Promise<void> => {
    const project = projects.get(folder) ?? start(folder);
    if (project.window !== null) return bringToFront(project.window);
    const opening = openWindow();
    project.window = opening.window;
    closeOnceKept(opening.window, leaving);
    opening.window.once("closed", () => {
      project.window = null;
      // The last one's engine is stopped with the application.
      if (outlives || projects.size < 2) return;
      projects.delete(folder);
      void project.engine.stop();
    });
    await opening.shown;
  };
  return {
    open,
    of: (contents) => [...projects.values()].find(({ window }) => window?.webContents === contents),
    show: async () => {
      const project = [...projects.values()].find(({ window }) => window !== null) ?? [...projects.values()].at(-1);
      if (project) await open(project.folder);
    },
    leaving,
    stop: async () => {
      await Promise.all([...projects.values()].map(({ window }) => window && leaving.ask(window.webContents)));
      await Promise.all([...projects.values()].map(({ engine }) => engine.stop()));
    },
  };
}

function closeOnceKept(window: BrowserWindow, leaving: Leaving): void {
  let kept = false;
  window.on("close", (event) => {
    if (kept) return;
    event.preventDefault();
    void leaving.ask(window.webContents).then(() => {
      kept = true;
      if (!window.isDestroyed()) window.close();
    });
  });
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
