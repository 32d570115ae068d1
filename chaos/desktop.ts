/** The real shell with its window open on a project, a training in it, and what becomes of them. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { ElectronApplication } from "playwright-core";
import { type Display, openDisplay } from "../e2e/setup/display.ts";
import { findElectron } from "../e2e/setup/electron.ts";
import { processesRunning } from "../e2e/setup/processes.ts";
import { launchShell } from "../e2e/setup/shell.ts";
import { windowFolder } from "../main/paths.ts";
import { SkippedError } from "./row.ts";

/** Anything takes its time on a busy machine without a graphics card [ms]. */
const PATIENCE = 120_000;

export interface Screen {
  display: Display;
  /** Folder of the Electron, or null for the package's own. */
  dist: string | null;
}

/** What windows need. Throws a SkippedError where this machine lacks it. */
export async function openScreen(): Promise<Screen> {
  if (process.platform !== "linux") throw new SkippedError("processes are found and killed as on Linux");
  if (!existsSync(path.join(windowFolder, "index.html"))) throw new SkippedError("the window has not been built");
  const display = await openDisplay();
  const { dist, missing } = await findElectron(display.missing);
  if (missing === null) return { display, dist };
  display.close();
  throw new SkippedError(missing);
}

export interface ShellUnderTest {
  app: ElectronApplication;
  /** The page's answer to an expression; waits for a page that is being loaded. */
  page<T>(expression: string): Promise<T>;
  /** Process ids. */
  shell(): number;
  engine(): number | undefined;
  renderer(): Promise<number>;
  gpu(): Promise<number | undefined>;
  /** Has the page give back what it does not need. */
  collectGarbage(): Promise<void>;
  /** Where the engine listens now. */
  engineUrl(): Promise<string>;
  close(): Promise<void>;
}

export async function openShell({ display, dist }: Screen, folder: string): Promise<ShellUnderTest> {
  const app = await launchShell({ folder, dist, display: display.name });
  const shell = app.process().pid ?? 0;
  // Through the shell's own process, because Playwright gives a page up whose process died.
  const page = <T>(expression: string): Promise<T> =>
    app.evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<T>,
      expression,
    );
  const opened: ShellUnderTest = {
    app,
    page,
    shell: () => shell,
    engine: () => processesRunning("engine.cjs", shell)[0],
    renderer: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0),
    gpu: () => app.evaluate(({ app: it }) => it.getAppMetrics().find(({ type }) => type === "GPU")?.pid),
    collectGarbage: () =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (!contents?.debugger.isAttached()) contents?.debugger.attach();
        await contents?.debugger.sendCommand("HeapProfiler.collectGarbage");
      }),
    engineUrl: () => page("window.guidepost.engineAddress().then(({ url }) => url)"),
    close: () => app.close(),
  };
  await eventually("the workbench is shown", () => isShown(opened));
  return opened;
}

/** Whether the page shows the workbench, connected and with its scene drawn. */
export function isShown({ page }: ShellUnderTest): Promise<boolean> {
  const shown = 'document.querySelector("[data-testid=scene][data-ready=true]") !== null';
  return page(`${shown} && document.querySelector(".banner") === null`);
}

/** Asks until the answer is yes. A question that fails is asked again: what it asks may be starting. */
export async function eventually(what: string, ask: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  let last: unknown = "no";
  while (performance.now() < deadline) {
    // A page whose process died answers nothing, and never.
    const answer = await Promise.race([attempted(ask), within(5000)]);
    if (answer === true) return;
    last = answer;
    await within(100);
  }
  throw new Error(`not true after ${PATIENCE / 1000} s: ${what} (${last})`);
}

async function attempted(ask: () => Promise<boolean> | boolean): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    return error;
  }
}

function within(milliseconds: number): Promise<"no answer"> {
  return new Promise((resolve) => setTimeout(() => resolve("no answer"), milliseconds));
}
