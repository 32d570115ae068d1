/** Pictures of the whole window, kept as output of the tests. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { root } from "./command.ts";

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** Takes `NAME-THEME-WxH.png` for each theme and size; `resize` makes the window's content that large. */
export async function screenshots(
  page: Page,
  name: string,
  resize: (width: number, height: number) => Promise<unknown>,
): Promise<void> {
  const folder = path.join(root, "test-output/screenshots");
  mkdirSync(folder, { recursive: true });
  for (const { width, height } of sizes) {
    await resize(width, height);
    for (const theme of ["light", "dark"] as const) {
      await paint(page, theme, path.join(folder, `${name}-${theme}-${width}x${height}.png`));
    }
  }
}

/** What moves is drawn as drafts; longer nobody waits for it to stand still [ms]. */
const STILL = 2000;

/** Takes one picture in a theme, once it has been drawn. */
export async function paint(page: Page, theme: "light" | "dark", file: string): Promise<void> {
  await showTheme(page, theme);
  await page.screenshot({ path: file });
}

/** Shows a theme, and waits until all that is in sight is drawn in it. */
export async function showTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(noneInSight, "[data-ready=false]");
  await page.waitForFunction(noneInSight, "[data-fine=false]", { timeout: STILL }).catch(() => {});
}

/** Panels behind others are not drawn. */
function noneInSight(selector: string): boolean {
  return [...document.querySelectorAll(selector)].every((one) => getComputedStyle(one).visibility === "hidden");
}
