/** The workbench's window as a test sees it: what is on it by name, and what it shows. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { differingPixels } from "./pixels.ts";

/** How long anything may take on a busy machine without a GPU [ms]; nothing is judged by it. */
const patience = { timeout: 120_000, interval: 100 };

export function workbench(page: Page) {
  const scene = page.getByTestId("scene");
  const curve = page.getByTestId("learning-curve");
  const time = page.getByRole("slider", { name: "Time" });
  const palette = page.getByRole("dialog", { name: "Commands" });
  const row = async () => Number(await scene.getAttribute("data-frame"));

  /** Waits until the scene shows an iteration, 0 for the task before any training. */
  async function sceneShows(iteration: number): Promise<void> {
    await expect
      .poll(() => scene.getAttribute("data-iteration"), patience)
      .toBe(iteration === 0 ? "" : String(iteration));
    await expect.poll(() => scene.getAttribute("data-ready"), patience).toBe("true");
  }

  /** The scene's picture at a time [s]. */
  async function pictureAt(seconds: number): Promise<Buffer> {
    await time.fill(String(seconds));
    const dt = Number(await time.getAttribute("step"));
    await expect.poll(row, patience).toBe(Math.round(seconds / dt));
    return stillPicture();
  }

  /** Of two pictures that are alike; the scene may go on changing after it was fine, with what arrives late. */
  async function stillPicture(): Promise<Buffer> {
    let [before, now]: (Buffer | null)[] = [null, null];
    while (before === null || now === null || !now.equals(before)) {
      await expect.poll(() => scene.getAttribute("data-fine"), patience).toBe("true");
      [before, now] = [now, await scene.locator("canvas").screenshot()];
    }
    return now;
  }

  /** Opens the command palette with these words in it. */
  async function searchCommands(words: string): Promise<void> {
    await page.keyboard.press("Control+K");
    await palette.getByPlaceholder("Search commands").waitFor();
    await page.keyboard.type(words);
  }

  return {
    scene,
    curve,
    palette,
    searchCommands,
    /** Runs the first command that these words find. */
    async command(words: string): Promise<void> {
      await searchCommands(words);
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "detached" });
    },
    sceneShows,
    pictureAt,
    points: async () => Number(await curve.getAttribute("data-points")),
    button: (name: string) => page.getByRole("button", { name, exact: true }),
    /** Waits until the run that is looked at has this status. */
    async runIs(status: string): Promise<void> {
      await expect.poll(() => page.getByTestId("run-card").getAttribute("data-status"), patience).toBe(status);
    },
    /** Opens the workbench far enough to press Train; the welcome, where it opens, is left. */
    async ready(): Promise<void> {
      const leave = page.getByRole("button", { name: "Look around" });
      const library = page.locator("[data-testid=run-card], [data-testid=runs][data-count='0']");
      await leave.or(library).first().waitFor(patience);
      if (await leave.isVisible()) await leave.click();
      await page.getByRole("button", { name: "Train", exact: true }).waitFor(patience);
    },
    /** Starts a run with these settings of the form; the others stay as they are. */
    async train(settings: Record<string, number>): Promise<void> {
      for (const [label, value] of Object.entries(settings)) {
        await page.getByRole("textbox", { name: label }).fill(String(value));
      }
      await page.getByRole("button", { name: "Train", exact: true }).click();
    },
    /** Waits until a run that has ended is shown at what it reached: the last iteration that was accepted. */
    async reached(iterations: number): Promise<void> {
      await expect.poll(() => curve.getAttribute("data-points"), patience).toBe(String(iterations));
      await expect.poll(() => scene.getAttribute("data-iteration"), patience).toMatch(/\d/);
      await expect.poll(() => scene.getAttribute("data-ready"), patience).toBe("true");
      expect(await scene.textContent()).not.toContain("rejected");
    },
    async learned(iterations: number): Promise<void> {
      await expect.poll(() => curve.getAttribute("data-points"), patience).toBe(String(iterations));
      await sceneShows(iterations);
    },
    /** Share of the scene's pixels that change between two times, and that remain changed on the way back. */
    async motion(from: number, to: number): Promise<{ moved: number; left: number }> {
      const [first, then, again] = [await pictureAt(from), await pictureAt(to), await pictureAt(from)];
      return { moved: await differingPixels(page, first, then), left: await differingPixels(page, first, again) };
    },
    async playing(): Promise<boolean> {
      return page.getByRole("button", { name: "Pause", exact: true }).isVisible();
    },
    /** The space bar, pressed where no control takes it. */
    async space(): Promise<void> {
      await scene.locator("canvas").focus();
      await page.keyboard.press("Space");
    },
  };
}
