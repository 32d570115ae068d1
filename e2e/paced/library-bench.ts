/**
 * How long the window takes with a large library: 10,000 runs with 1,000,000 rollouts.
 *
 *   node e2e/paced/library-bench.ts [FOLDER] [--json FILE]
 *
 * FOLDER holds the project that main/store/testing/large-store.ts makes; without one it is made first.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { fillLargeStore } from "../../main/store/testing/large-store.ts";
import { findChromium, launchChromium, viewport } from "../setup/chromium.ts";
import { type Figure, lineOf, spreadOf, writeFigures } from "./figures.ts";
import { latenciesOf } from "./latency.ts";
import { serve } from "./served.ts";
import { tasksOf } from "./tasks.ts";

const sizes = { runs: 10_000, rollouts: 1_000_000 };
/** Typed into the search, letter after letter, and taken back. */
const WORDS = "status:completed walker paper";
/** Until the settings of all runs are read, and what is written about them is put together [ms]. */
const SETTLED = 3000;
/** From one letter to the next [ms]. */
const PAUSE = 120;
const root = path.join(import.meta.dirname, "../..");

async function benchLibrary(argv: readonly string[]): Promise<number> {
  if (spawnSync(process.execPath, [path.join(root, "scripts/ensure-built.mjs")], { stdio: "inherit" }).status !== 0)
    return 1;
  const chromium = findChromium();
  if (chromium === null) throw new Error("chromium is not installed (tip: name one in GUIDEPOST_CHROMIUM)");
  const [load = 0] = os.loadavg();
  const given = argv[0]?.startsWith("--") ? undefined : argv[0];
  const folder = given ?? mkdtempSync(path.join(os.tmpdir(), "guidepost-library-"));
  if (given === undefined) fillLargeStore(folder, sizes);
  const { url, stop } = await serve(folder);
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(120_000);
    const figures = [await open(page, url), await show(page)];
    const tasks = await tasksOf(browser, page, async () => {
      figures.push(...(await filter(page)));
    });
    const longest = Math.max(...tasks.map(({ cpu }) => cpu));
    figures.push({ what: "longest task meanwhile, on a core", value: longest, unit: "ms", target: null });
    for (const figure of figures) console.log(lineOf(figure));
    writeFigures(argv, browser, load, figures);
    return 0;
  } finally {
    await browser.close();
    await stop();
    if (given === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** From the address to a window that lists the runs and takes a key. */
async function open(page: Page, url: string): Promise<Figure> {
  const start = performance.now();
  await page.goto(url);
  await page.locator("[data-testid=runs] [role=option]").first().waitFor();
  return { what: "start to a window that lists the runs", value: performance.now() - start, unit: "ms", target: 3000 };
}

/** From the panel's title to its rows on the screen, counted in the page. */
async function show(page: Page): Promise<Figure> {
  const value = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const title = [...document.querySelectorAll(".panel-title")].find(
          ({ textContent }) => textContent === "Runs table",
        );
        const start = performance.now();
        const look = () => {
          const rows = document.querySelectorAll("[data-testid=library] [role=row]");
          if (rows.length > 10)
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
          else requestAnimationFrame(look);
        };
        title?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        title?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
        (title as HTMLElement).click();
        look();
      }),
  );
  return { what: "the runs table opens", value, unit: "ms", target: 500 };
}

/** Types, sees the rows that are left, and takes it back. */
async function filter(page: Page): Promise<Figure[]> {
  const rows = { selector: "[data-testid=library]", attribute: "data-count" };
  await page.waitForTimeout(SETTLED);
  await page.getByRole("searchbox", { name: "Search runs" }).focus();
  const typed = await latenciesOf(page, [...WORDS], PAUSE, rows);
  const count = await page.getByTestId("library").getAttribute("data-count");
  if (count === null || Number(count) === 0 || Number(count) > sizes.runs / 4)
    throw new Error(`"${WORDS}" found ${count} runs`);
  const back = await latenciesOf(page, [...WORDS].fill("Backspace"), PAUSE, rows);
  const both = (kind: "pictures" | "answers") => [...typed[kind], ...back[kind]].sort((a, b) => a - b);
  return [
    ...spreadOf("filtering, from a letter to its picture", both("pictures"), 50),
    ...spreadOf("filtering, from a letter to the rows it leaves", both("answers"), 50),
  ];
}

if (process.argv[1] === import.meta.filename) process.exitCode = await benchLibrary(process.argv.slice(2));
