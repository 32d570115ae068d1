/** How long a key waits for the picture that answers it, as Chromium's event timing has it. */
import type { Page } from "playwright-core";

/** Shorter events are not told of [ms]. */
const SHORTEST = 16;

/** From each press to the next picture, rounded to 8 ms, ascending; those of less than 16 ms count as 16 [ms]. */
export async function latenciesOf(page: Page, keys: readonly string[], pause: number): Promise<number[]> {
  await page.evaluate((durationThreshold) => {
    const slow: number[] = [];
    Object.assign(window, { slowKeys: slow });
    const told = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === "keydown") slow.push(duration);
    });
    told.observe({ type: "event", durationThreshold } as PerformanceObserverInit);
  }, SHORTEST);
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(pause);
  }
  const slow = await page.evaluate(() => (window as unknown as { slowKeys: number[] }).slowKeys);
  const quick = Array.from({ length: Math.max(0, keys.length - slow.length) }, () => SHORTEST);
  return [...quick, ...slow].sort((a, b) => a - b);
}

export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
}
