/**
 * What the window does beside a training, and how long a person waits for it: the longest task of its main thread while
 * a small task trains at twenty iterations a second beside a library and a long learning curve, everything shown,
 * followed and played; how long a key waits for its picture then, and beside a real training that takes every core; what
 * a pan over a million points and the playback of twenty ghosts cost.
 *
 *   node e2e/paced/bench.ts [--json FILE]
 *
 * The page is loaded and everything drawn before the measuring, so every task is the data's or the playback's; the same
 * window that only plays, after the training, tells one from the other. A task is judged by its time on a core: on a
 * machine that is busy with something else it may last as much longer as that takes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { findChromium, launchChromium, viewport } from "../setup/chromium.ts";
import { type Figure, lineOf, spreadOf, writeFigures } from "./figures.ts";
import { playGhosts, playGhostsAsACard } from "./ghosts.ts";
import { latenciesOf } from "./latency.ts";
import { openPacedWindow, type PacedWindow, resume } from "./open-window.ts";
import { panAMillion } from "./pan.ts";
import { serve } from "./served.ts";
import { type Task, tasksOf } from "./tasks.ts";

/** A longer task is one that a person notices, and so is a longer wait for a key's picture [ms]. */
const LONG = 50;
const SECONDS = 20;
/** Iterations before the measuring, in which the window compiles and draws everything for the first time. */
const WARM_UP = 60;
const library = { runs: 100, history: 1200, total: 5000 };

/** Prints what it measures; returns the exit code: 1 where training causes a long task. */
async function benchWindow(argv: readonly string[]): Promise<number> {
  const build = spawnSync(process.execPath, [path.join(import.meta.dirname, "../../scripts/ensure-built.mjs")], {
    stdio: "inherit",
  });
  if (build.status !== 0) return 1;
  const chromium = findChromium();
  if (chromium === null) throw new Error("chromium is not installed (tip: name one in GUIDEPOST_CHROMIUM)");
  const [load = 0] = os.loadavg();
  const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-window-"));
  const browser = await launchChromium(chromium);
  try {
    const figures: Figure[] = [];
    const tell = (found: readonly Figure[]) => {
      for (const figure of found) console.log(lineOf(figure));
      figures.push(...found);
    };
    tell(await besidePaced(path.join(folder, "paced"), chromium));
    tell(await besideReal(browser, path.join(folder, "real")));
    tell(await panAMillion(browser, folder));
    tell(await playGhosts(browser, folder));
    tell(await playGhostsAsACard(browser, folder));
    writeFigures(argv, browser, load, figures);
    return figures.some(({ what, value }) => what.startsWith(LONGEST) && value > LONG) ? 1 : 0;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const LONGEST = "longest task of the main thread";

async function besidePaced(folder: string, chromium: string): Promise<Figure[]> {
  const window = await openPacedWindow(folder, chromium, library, async () => {});
  try {
    return await measurePaced(window);
  } finally {
    await window.close();
  }
}

async function measurePaced({ browser, page }: PacedWindow): Promise<Figure[]> {
  const watch = () => tasksOf(browser, page, () => page.waitForTimeout(1000 * SECONDS));
  await resume(page, library.history + WARM_UP);
  const training = await watch();
  const keys = await keysOf(page, "a training at 20 iterations/s");
  // The frames were looked at one by one; from here it plays again.
  await page.keyboard.press("l");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
  const playing = await watch();
  return [...tasksIn("beside a training at 20 iterations/s", training), ...tasksIn("playing only", playing), ...keys];
}

function tasksIn(when: string, tasks: readonly Task[]): Figure[] {
  const busy = tasks.reduce((sum, { cpu }) => sum + cpu, 0) / SECONDS;
  const longest = Math.max(0, ...tasks.map(({ cpu }) => cpu));
  return [
    { what: `${LONGEST}, ${when}`, value: longest, unit: "ms", target: LONG },
    { what: `the main thread is busy, ${when}`, value: busy, unit: "ms/s", target: null },
  ];
}

/** A walker is trained by the program itself, on all cores. */
async function besideReal(browser: Browser, folder: string): Promise<Figure[]> {
  const { url, stop } = await serve(folder);
  const page = await browser.newPage({ viewport });
  try {
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    await page.getByRole("button", { name: "Look around" }).click();
    await page
      .getByRole("option", { name: /Walker/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.locator("[data-testid=learning-curve]:not([data-points='0'])").waitFor();
    return await keysOf(page, "a training of the walker on all cores");
  } finally {
    await page.close();
    await stop();
  }
}

/** From one key to the next [ms]. */
const KEY_PAUSE = 150;

/** Keys that move what a person sees: frames of the playback, there and back. */
async function keysOf(page: Page, beside: string): Promise<Figure[]> {
  const keys = Array.from({ length: Math.round((1000 * SECONDS) / KEY_PAUSE) }, (_, i) => (i % 2 === 0 ? "." : ","));
  const scene = { selector: "[data-testid=scene]", attribute: "data-frame" };
  const { pictures, answers } = await latenciesOf(page, keys, KEY_PAUSE, scene);
  return [
    ...spreadOf(`from a key to its picture, beside ${beside}`, pictures, LONG),
    ...spreadOf("… and to the robot in it, drawn by the processor", answers, null),
  ];
}

if (process.argv[1] === import.meta.filename) process.exitCode = await benchWindow(process.argv.slice(2));
