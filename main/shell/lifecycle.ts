/** From start to quit: the scheme, the engine, the window, and a clean stop of all three. */
import path from "node:path";
import { app, BrowserWindow, dialog, session } from "electron";
import { answerWindow } from "./bridge.ts";
import { type EngineKeeper, keepEngine } from "./engine-keeper.ts";
import { startEngine } from "./engine-process.ts";
import { installMenu } from "./menu.ts";
import { registerScheme, serveScheme } from "./scheme.ts";
import { confinePages, confineSession } from "./security.ts";
import { openWindow } from "./window.ts";

/** How long a training may take to stop cleanly before the shell goes without it [ms]. */
const stopLimit = 5_000;

export function runShell(): void {
  registerScheme();
  confinePages();
  // Without a GPU the scene is drawn in software; the window shows nothing but the app's own pages.
  app.commandLine.appendSwitch("enable-unsafe-swiftshader");
  app.whenReady().then(start, fail);
}

async function start(): Promise<void> {
  confineSession(session.defaultSession);
  serveScheme(path.join(__dirname, "../renderer"));
  installMenu();
  const engine = keepEngine(startEngine, (reason) => dialog.showErrorBox("Guidepost", reason));
  answerWindow(engine);
  quitCleanly(engine);
  app.on("second-instance", showWindow);
  app.on("activate", () => (BrowserWindow.getAllWindows().length === 0 ? openWindow().catch(fail) : showWindow()));
  app.on("window-all-closed", () => process.platform === "darwin" || app.quit());
  await openWindow();
  // scripts/start.mjs waits for this to know that the window is there.
  process.send?.("window");
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

function quitCleanly(engine: EngineKeeper): void {
  let stopped = false;
  app.on("before-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    const limit = new Promise<void>((resolve) => setTimeout(resolve, stopLimit));
    Promise.race([engine.stop(), limit]).then(() => {
      stopped = true;
      app.quit();
    }, fail);
  });
}

function fail(error: unknown): void {
  console.error(`Guidepost cannot start: ${error instanceof Error ? error.message : String(error)}`);
  app.exit(1);
}
