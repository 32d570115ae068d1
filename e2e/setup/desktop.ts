/** The workbench in the real Electron shell. */
import { setTimeout } from "node:timers/promises";
import type { ElectronApplication, Page } from "playwright-core";
import { inject } from "vitest";
import { type Complaints, listenForComplaints, requireNoViolations } from "./complaints.ts";
import { type Launch, launchShell } from "./shell.ts";

declare global {
  interface Window {
    guidepost?: { engineAddress(): Promise<{ url: string }>; openProject(folder: string): Promise<void> };
  }
}

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  complaints: Complaints;
  /** Makes the window's content that large and waits for the page to know. */
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens the shell on the project in `folder`, which also takes Electron's own data. */
export async function openDesktop(folder: string, more: Pick<Launch, "args" | "env"> = {}): Promise<Desktop> {
  const { app, page } = await openDrawing({ folder, ...more });
  const complaints = listenForComplaints(page);
  return {
    app,
    page,
    complaints,
    async resize(width, height) {
      await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
        width,
        height,
      ] as const);
      await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height]);
      // The panels take their new places some frames after the window.
      await page.evaluate(panelsStandStill);
    },
    close: async () => {
      await app.close();
      requireNoViolations(complaints);
    },
  };
}

/** How long a window may take to draw its first frame on a busy machine [ms]. */
const FIRST_FRAME = 60_000;

/**
 * A shell whose window draws. Without a graphics card Chromium starts the process that draws a second time, and was seen
 * not to: such a window answers nothing, and the shell is started anew.
 */
async function openDrawing(
  launch: Omit<Launch, "dist" | "display">,
): Promise<{ app: ElectronApplication; page: Page }> {
  const { electron, display } = inject("stage");
  const app = await launchShell({ dist: electron.dist, display, ...launch });
  const page = await app.firstWindow();
  const frame = page.evaluate(() => new Promise<true>((done) => requestAnimationFrame(() => done(true))));
  const drawn = await Promise.race([frame.catch(() => false), setTimeout(FIRST_FRAME, false, { ref: false })]);
  if (drawn) return { app, page };
  app.process().kill("SIGKILL");
  return openDrawing(launch);
}

/** Resolves once the panels reach the dock's edges and none has moved for some frames; runs in the page. */
function panelsStandStill(): Promise<void> {
  const FRAMES = 5;
  const rects = () => [...document.querySelectorAll(".dv-groupview")].map((group) => group.getBoundingClientRect());
  const fill = (panels: DOMRect[]) => {
    const dock = document.querySelector(".dock")?.getBoundingClientRect();
    const reach = (side: "right" | "bottom") =>
      dock !== undefined && Math.abs(Math.max(...panels.map((panel) => panel[side])) - dock[side]) < 2;
    return panels.length === 0 || (reach("right") && reach("bottom"));
  };
  return new Promise((resolve) => {
    const look = (before: string, still: number) => {
      const panels = rects();
      const now = JSON.stringify(panels);
      const frames = now === before && fill(panels) ? still + 1 : 0;
      if (frames === FRAMES) resolve();
      else requestAnimationFrame(() => look(now, frames));
    };
    look("", 0);
  });
}
