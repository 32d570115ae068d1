/** From start to quit: the scheme, the projects' windows and engines, and a clean stop of them all. */
import path from "node:path";
import { app, Menu, session } from "electron";
import { defaultProjectFolder } from "../projects/default-folder.ts";
import { answerWindows } from "./bridge.ts";
import { menuTemplate } from "./menu.ts";
import { keepProjectWindows, type ProjectWindows } from "./project-windows.ts";
import { recentProjects } from "./recent-projects.ts";
import { registerScheme, serveScheme } from "./scheme.ts";
import { confinePages, confineSession } from "./security.ts";
import { openProject, recentFile, windowApi } from "./window-api.ts";

/** How long pages and trainings may take to end cleanly before the shell goes without them [ms]. */
const stopLimit = 5_000;

export function runShell(): void {
  registerScheme();
  confinePages();
  // Without a GPU the scene is drawn in software; the window shows nothing but the app's own pages.
  app.commandLine.appendSwitch("enable-unsafe-swiftshader");
  // Whatever of Chromium's own would ask for something elsewhere finds no name.
  app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
  app.whenReady().then(start, fail);
}

async function start(): Promise<void> {
  confineSession(session.defaultSession);
  serveScheme(path.join(__dirname, "../renderer"));
  // Until the first window tells its commands.
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate([], process.platform, () => {})));
  const isMac = process.platform === "darwin";
  const projects = keepProjectWindows(isMac);
  answerWindows(windowApi(projects));
  quitCleanly(projects);
  const show = (): void => void projects.show().catch(fail);
  app.on("second-instance", show);
  app.on("activate", show);
  app.on("window-all-closed", () => isMac || app.quit());
  await openProject(projects, firstProject());
  // scripts/start.mjs waits for this to know that the window is there.
  process.send?.("window");
}

/** The one that is asked for, else the one that was open last. */
function firstProject(): string {
  const [last] = process.env.GUIDEPOST_PROJECT ? [] : recentProjects(recentFile());
  return last?.folder ?? defaultProjectFolder(process.env, process.platform);
}

function quitCleanly(projects: ProjectWindows): void {
  let stopped = false;
  app.on("before-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    const limit = new Promise<void>((resolve) => setTimeout(resolve, stopLimit));
    Promise.race([projects.stop(), limit]).then(() => {
      stopped = true;
      app.quit();
    }, fail);
  });
}

function fail(error: unknown): void {
  console.error(`Guidepost cannot start: ${error instanceof Error ? error.message : String(error)}`);
  app.exit(1);
}
