/**
 * How long the window takes with a large library: 10,000 runs with 1,000,000 rollouts.
 *
 *   node e2e/paced/library-bench.ts [FOLDER]
 *
 * FOLDER holds the project that main/store/testing/large-store.ts makes; without one it is made first, which takes minutes.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { fillLargeStore } from "../../main/store/testing/large-store.ts";
import { findChromium, launchChromium, viewport } from "../setup/chromium.ts";
import { latenciesOf, percentile } from "./latency.ts";
import { tasksOf } from "./tasks.ts";

const sizes = { runs: 10_000, rollouts: 1_000_000 };
/** Typed into the search, letter after letter, and taken back. */
const WORDS = "status:completed walker paper";
const root = path.join(import.meta.dirname, "../..");

interface Figure {
  what: string;
  milliseconds: number;
  target: number;
}

async function benchLibrary(given: string | undefined): Promise<number> {
  if (spawnSync(process.execPath, [path.join(root, "scripts/ensure-built.mjs")], { stdio: "inherit" }).status !== 0)
    return 1;
  const chromium = findChromium();
  if (chromium === null) throw new Error("chromium is not installed (tip: name one in GUIDEPOST_CHROMIUM)");
  const folder = given ?? mkdtempSync(path.join(os.tmpdir(), "guidepost-library-"));
  if (given === undefined) fillLargeStore(folder, sizes);
  const { url, stop } = await serve(folder);
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(120_000);
    const figures = [await open(page, url), await show(page)];
    const typing: number[] = [];
    const tasks = await tasksOf(browser, page, async () => {
      typing.push(...(await filter(page)));
    });
    figures.push(
      { what: "filter as one types, 95th percentile", milliseconds: percentile(typing, 0.95), target: 50 },
      { what: "longest task meanwhile, on a core", milliseconds: Math.max(...tasks.map(({ cpu }) => cpu)), target: 50 },
    );
    for (const { what, milliseconds, target } of figures)
      console.log(
        `${what.padEnd(48)}${milliseconds.toFixed(0).padStart(6)} ms${String(target).padStart(8)} ms at most`,
      );
    return 0;
  } finally {
    await browser.close();
    await stop();
    if (given === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function serve(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const args = [path.join(root, "bin/guidepost.cjs"), "serve", "--json", "--project", folder];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const line = await new Promise<string>((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
  const { url } = JSON.parse(line) as { url: string };
  const stop = () => {
    server.kill("SIGTERM");
    return ended;
  };
  return { url, stop };
}

/** From the address to a window that lists the runs and takes a key. */
async function open(page: Page, url: string): Promise<Figure> {
  const start = performance.now();
  await page.goto(url);
  await page.locator("[data-testid=runs] [role=option]").first().waitFor();
  return { what: "start to a usable window", milliseconds: performance.now() - start, target: 3000 };
}

/** From the panel's title to its rows on the screen, counted in the page. */
async function show(page: Page): Promise<Figure> {
  const milliseconds = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const title = [...document.querySelectorAll(".panel-title")].find(
          ({ textContent }) => textContent === "Runs table",
        );
        const start = performance.now();
        const look = () => {
          const rows = document.querySelectorAll("[data-testid=library] [role=row]");
          if (rows.length > 10) requestAnimationFrame(() => resolve(performance.now() - start));
          else requestAnimationFrame(look);
        };
        title?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        title?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
        (title as HTMLElement).click();
        look();
      }),
  );
  return { what: "library opens", milliseconds, target: 500 };
}

/** Types, sees the rows that are left, and takes it back. */
async function filter(page: Page): Promise<number[]> {
  await page.getByRole("searchbox", { name: "Search runs" }).focus();
  const typed = await latenciesOf(page, [...WORDS], 120);
  const count = await page.getByTestId("library").getAttribute("data-count");
  if (count === null || Number(count) === 0 || Number(count) > sizes.runs / 4)
    throw new Error(`"${WORDS}" found ${count} runs`);
  const back = await latenciesOf(page, [...WORDS].fill("Backspace"), 120);
  return [...typed, ...back].sort((a, b) => a - b);
}

if (process.argv[1] === import.meta.filename) process.exitCode = await benchLibrary(process.argv[2]);
