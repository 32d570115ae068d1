/** A window on a project that trains at a pace, from its server to the page. */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { launchChromium, viewport } from "../setup/chromium.ts";
import type { LibrarySizes } from "./library.ts";

const serverEntry = path.join(import.meta.dirname, "server.ts");

/** A busy machine without a graphics card may take so long for anything [ms]; nothing is judged by it. */
const PATIENCE = 120_000;

export interface PacedWindow {
  browser: Browser;
  page: Page;
  close(): Promise<void>;
}

/** Opens the run with the history in an empty folder; `prepare` readies the page before it loads. */
export async function openPacedWindow(
  folder: string,
  chromium: string,
  { runs, history, total }: LibrarySizes,
  prepare: (page: Page) => Promise<unknown>,
): Promise<PacedWindow> {
  const args = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", serverEntry, folder, runs, history, total].map(
    String,
  );
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.once("close", resolve));
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
  };
  const line = new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once("line", resolve);
    void ended.then(() => reject(new Error("the paced server ended before it served")));
  });
  try {
    const { url } = JSON.parse(await line) as { url: string };
    const browser = await launchChromium(chromium);
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(PATIENCE);
    await prepare(page);
    await page.goto(url);
    await page.locator("[data-testid=scene][data-ready=true]").waitFor();
    await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
    return { browser, page, close: () => browser.close().then(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Goes on with the run, which the window then follows and plays, and waits until so many iterations are in its curve. */
export async function resume(page: Page, iterations: number): Promise<void> {
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await page.waitForFunction(
    (count) => Number(document.querySelector<HTMLElement>("[data-testid=learning-curve]")?.dataset.points) >= count,
    iterations,
  );
}
