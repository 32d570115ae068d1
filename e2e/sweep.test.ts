/** A sweep over several settings: set up in the form, trained through the queue, read in the runs table. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openBrowser, type Served } from "./setup/browser.ts";
import { emptyFolder } from "./setup/command.ts";
import { screenshots } from "./setup/screenshots.ts";
import { cancelRunning } from "./setup/story.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 120_000, interval: 100 };

describe.skipIf(inject("stage").chromium.missing)("a sweep", () => {
  const folder = emptyFolder("sweep");
  let served: Served;
  let page: Page;
  beforeAll(async () => {
    served = await openBrowser(folder);
    page = served.page;
    page.setDefaultTimeout(20_000);
    await workbench(page).ready();
  });
  afterAll(() => served?.close());

  const box = (name: string) => page.getByRole("textbox", { name });
  const train = (name: string) => page.getByRole("button", { name, exact: true });
  const library = () => page.getByTestId("library");
  const grid = () => page.getByRole("treegrid", { name: "Runs" });
  const resize = (width: number, height: number) => page.setViewportSize({ width, height });

  async function add(setting: string): Promise<void> {
    await page.getByRole("combobox", { name: "Setting to sweep" }).selectOption(setting);
    await page.getByRole("button", { name: "Add to the sweep" }).click();
  }

  it("counts its runs, says what is wrong, and is undone step by step", async () => {
    await box("Iterations").fill("1");
    await box("Samples").fill("2");
    await page.getByText("Sweep", { exact: true }).click();
    await add("Seed");
    await page.getByText("5 seeds = 5 runs").waitFor();
    await box("Seed").fill("1..2");
    await add("KL step");
    await box("KL step").fill("0.5, 1,");
    await page.getByText("A value is missing. A number above 0 up to 100; several with commas").waitFor();
    expect(await train("Train").isDisabled()).toBe(true);
    await box("KL step").fill("0.5, 1");
    await add("Dynamics prior");
    await page.getByText("2 seeds × 2 × 2 = 8 runs").waitFor();
    await page.getByRole("group", { name: "Dynamics prior" }).getByLabel("None (ridge)").uncheck();
    await page.getByText("2 seeds × 2 × 1 = 4 runs").waitFor();
    await page.getByRole("button", { name: "Sweep no more: Dynamics prior" }).click();
    await train("Train 4 runs").waitFor();
    await page.getByTestId("scene").locator("canvas").focus();
    await page.keyboard.press("Control+z");
    await page.getByText("2 seeds × 2 × 1 = 4 runs").waitFor();
    await page.keyboard.press("Control+Shift+z");
    await page.getByText("2 seeds × 2 = 4 runs").waitFor();
    await screenshots(page, "sweep-form", resize);
  });

  it("is the same command in a terminal", async () => {
    await page.getByText("Command line", { exact: true }).click();
    expect(await page.getByTestId("command-line").textContent()).toBe(
      "npx guidepost train peg2d --iterations 1 --samples 2 --sweep seed=1..2 --sweep 'klStep=0.5,1'",
    );
  });

  it("trains the first at once and shows it, the others after it, and the table follows", async () => {
    await page.locator(".panel-title", { hasText: "Runs table" }).click();
    await train("Train 4 runs").click();
    await page.getByTestId("run-card").waitFor();
    await page.getByRole("button", { name: /^Queue: \d runs? waits?$/ }).waitFor();
    await grid().getByText("Running", { exact: false }).first().waitFor();
    await expect.poll(() => grid().getByText("Completed").count(), patience).toBe(4);
    await page.getByRole("button", { name: "Queue", exact: true }).waitFor();
    await workbench(page).runIs("completed");
    expect(await page.getByRole("heading", { name: /^Run 1/ }).count()).toBe(1);
  });

  it("is a row for each configuration, named by what it changed", async () => {
    await page.getByRole("button", { name: "Group seeds" }).click();
    await expect.poll(() => library().getAttribute("data-count"), patience).toBe("2");
    for (const settings of ["KL step 0.5", "KL step 1"])
      await grid().getByRole("row", { name: settings, exact: false }).getByText("1, 2", { exact: true }).waitFor();
    await screenshots(page, "sweep-groups", resize);
    await page.getByRole("searchbox", { name: "Search runs" }).fill('settings:"step 0.5"');
    await expect.poll(() => library().getAttribute("data-count"), patience).toBe("1");
    await page.getByRole("searchbox", { name: "Search runs" }).fill("");
    expect(served.complaints.list).toEqual([]);
  });

  it("shows a running job live in its row, and cancels what waits and what runs", async () => {
    await page.getByRole("button", { name: "Group seeds" }).click();
    await page.getByRole("button", { name: "Sweep no more: KL step" }).click();
    await box("Seed").fill("7..8");
    await box("Iterations").fill("500");
    await train("Train 2 runs").click();
    const row = grid().getByRole("row").filter({ hasText: "Running" });
    const done = async () => Number(/Running (\d+)\/500/.exec((await row.textContent()) ?? "")?.[1]);
    await expect.poll(done, patience).toBeGreaterThan(0);
    const seen = await done();
    await expect.poll(done, patience).toBeGreaterThan(seen);
    // It is the run that is looked at, and has said how long it still takes.
    await page
      .getByTestId("run-card")
      .getByText(/^\d+:\d\d(:\d\d)? left$/)
      .waitFor();
    await page.getByRole("button", { name: "Queue: 1 run waits" }).click();
    const queue = page.getByRole("dialog", { name: "Queue" });
    await queue.getByRole("button", { name: "Pause" }).click();
    await queue.getByRole("button", { name: "Remove: Peg 2D, seed 8" }).click();
    await queue.getByText("No run waits").waitFor();
    // Nobody who adds another run is left to wonder why it does not start.
    await queue.getByText("The queue is paused", { exact: false }).waitFor();
    await screenshots(page, "queue-paused", resize);
    await page.keyboard.press("Escape");
    const form = page.getByRole("region", { name: "New run" });
    await form.getByText("The queue is paused: what you add waits.").waitFor();
    await page.getByRole("button", { name: "Queue: paused", exact: true }).waitFor();
    await form.getByRole("button", { name: "Go on" }).click();
    await form.getByText("The queue is paused", { exact: false }).waitFor({ state: "detached" });
    await cancelRunning(page);
    await grid()
      .getByText(/^Cancelled \d+\/500$/)
      .waitFor();
    expect(await grid().getByRole("row").filter({ hasText: "Running" }).count()).toBe(0);
    expect(served.complaints.list).toEqual([]);
  });
});
