/** The story that every way into the workbench must tell: train, watch, close, come back. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { workbench } from "./workbench.ts";

/** Trains two iterations of the planar peg and watches the arm move. */
export async function trainAndWatch(page: Page): Promise<void> {
  const bench = workbench(page);
  await bench.ready();
  expect(await bench.points()).toBe(0);
  await bench.train({ Iterations: 2, Samples: 2 });
  await bench.learned(2);
  await bench.runIs("completed");
  if (await bench.playing()) await bench.space();
  const { moved, left } = await bench.motion(0, 4);
  expect(moved).toBeGreaterThan(0.002);
  expect(left).toBeLessThan(moved / 10);
}

/** The space bar starts and stops the playback. */
export async function togglePlayback(page: Page): Promise<void> {
  const bench = workbench(page);
  for (const playing of [true, false]) {
    await bench.space();
    await expect.poll(bench.playing).toBe(playing);
  }
}

/** After another start the run is there, with its curve and its rollouts. */
export async function findRunAgain(page: Page): Promise<void> {
  const bench = workbench(page);
  await bench.learned(2);
  expect((await bench.motion(0, 4)).moved).toBeGreaterThan(0.002);
}

/** Cancels a run in the middle of its iterations, each of which takes long. */
export async function cancelMidway(page: Page): Promise<void> {
  const bench = workbench(page);
  await bench.train({ Iterations: 50, Samples: 200 });
  await bench.runIs("running");
  await cancelRunning(page);
  expect(await bench.points()).toBeLessThan(50);
}

/** Cancels the run that is looked at, and tells how long that took. */
export async function cancelRunning(page: Page): Promise<void> {
  const bench = workbench(page);
  const cancelled = page.evaluate(timeOfCancel);
  await bench.button("Cancel").click();
  console.log(`cancelled within ${await cancelled} ms`);
  await bench.runIs("cancelled");
}

/** Milliseconds from the click on Cancel until the run card says so; runs in the page. */
function timeOfCancel(): Promise<number> {
  return new Promise((resolve) => {
    document.addEventListener("click", () => {
      const clicked = performance.now();
      new MutationObserver(() => {
        const card = document.querySelector("[data-testid=run-card]");
        if (card?.getAttribute("data-status") === "cancelled") resolve(Math.round(performance.now() - clicked));
      }).observe(document.body, { subtree: true, attributes: true, childList: true });
    });
  });
}
