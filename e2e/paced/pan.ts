/** What a million points cost the window while somebody pans over them. */
import path from "node:path";
import type { Browser } from "playwright-core";
import { type Figure, FRAME } from "./figures.ts";
import { tasksOf } from "./tasks.ts";
import { withRun } from "./with-run.ts";

const PANS = 150;
/** Until the numbers have come from the engine, and the charts are made [ms]. */
const SETTLED_MS = 4000;
const long = { samples: 2, steps: 100_000 };
const POINTS = 1_000_000;

export async function panAMillion(browser: Browser, folder: string): Promise<Figure[]> {
  return withRun(browser, path.join(folder, "long"), long, async (page) => {
    await page.getByRole("button", { name: "Signals", exact: true }).click();
    const signals = page.getByRole("group", { name: "Signals" });
    for (const box of await signals.getByRole("checkbox").all()) await box.check();
    const body = signals.getByRole("combobox", { name: "Body" });
    await body.selectOption({ index: 1 });
    await page.keyboard.press("Escape");
    await page.waitForTimeout(SETTLED_MS);
    const lines = await page.locator(".track .legend-entry").count();
    await page.getByRole("button", { name: "Show less time, round the cursor" }).click();
    let rate = 0;
    const tasks = await tasksOf(browser, page, async () => {
      rate = await page.evaluate(pan, PANS);
    });
    const points = lines * long.steps;
    if (points < POINTS) throw new Error(`the timelines have ${points} points only`);
    const what = `a pan over ${(points / 1e6).toFixed(1)} million points`;
    const busy = tasks.reduce((sum, { cpu }) => sum + cpu, 0);
    return [
      { what: `${what}, the main thread's work of a step`, value: busy / PANS, unit: "ms", target: FRAME },
      { what: `${what}, steps shown in a second`, value: rate, unit: "", target: null },
    ];
  });
}

/** Pans once a frame, there and back; how many frames there were in a second. Runs in the page. */
async function pan(steps: number): Promise<number> {
  const chart = document.querySelector(".tracks .u-over");
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const start = performance.now();
  for (let i = 0; i < steps; i++) {
    const deltaX = i < steps / 2 ? 6 : -6;
    chart?.dispatchEvent(new WheelEvent("wheel", { deltaX, bubbles: true, cancelable: true }));
    await frame();
  }
  return (1000 * steps) / (performance.now() - start);
}
