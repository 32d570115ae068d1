/** How long a key waits for the picture that answers it, as Chromium's event timing has it. */
import type { Page } from "playwright-core";

/** Shorter events are not told of [ms]. */
const SHORTEST = 16;

export interface Latencies {
  /** From each press to the next picture of the window, rounded to 8 ms; those of less than 16 ms count as 16 [ms]. */
  pictures: number[];
  /** From each press that changes the attribute to the frame that shows it [ms]. */
  answers: number[];
}

/** What is on the screen when an attribute of an element has changed. */
interface Answer {
  selector: string;
  attribute: string;
}

/** Ascending times of keys that are pressed so long after each other [ms]. */
export async function latenciesOf(
  page: Page,
  keys: readonly string[],
  pause: number,
  answer: Answer,
): Promise<Latencies> {
  await page.evaluate(watch, { ...answer, shortest: SHORTEST });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(pause);
  }
  const { slow, answers } = await page.evaluate(() => window.keyTimes ?? { slow: [], answers: [] });
  const quick = Array.from({ length: Math.max(0, keys.length - slow.length) }, () => SHORTEST);
  const ascending = (list: number[]) => list.sort((a, b) => a - b);
  return { pictures: ascending([...quick, ...slow]), answers: ascending(answers) };
}

declare global {
  interface Window {
    /** Of the keys that were pressed last. */
    keyTimes?: { slow: number[]; answers: number[] };
  }
}

/** Begins anew; the same page is watched for the same answer. Runs in the page. */
function watch({ selector, attribute, shortest }: Answer & { shortest: number }): void {
  const watched = window.keyTimes !== undefined;
  window.keyTimes = { slow: [], answers: [] };
  if (watched) return;
  const told = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") window.keyTimes?.slow.push(duration);
  });
  told.observe({ type: "event", durationThreshold: shortest } as PerformanceObserverInit);
  let pressed: number | null = null;
  window.addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), true);
  const answered = new MutationObserver(() => {
    if (pressed === null) return;
    const from = pressed;
    pressed = null;
    requestAnimationFrame((now) => window.keyTimes?.answers.push(now - from));
  });
  const element = document.querySelector(selector);
  if (element) answered.observe(element, { attributeFilter: [attribute] });
}
