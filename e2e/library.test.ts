/** The runs table and the comparison, worked by keys and mouse on a project with many runs. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { fillLargeStore } from "../main/store/testing/large-store.ts";
import { openBrowser, type Served } from "./setup/browser.ts";
import { emptyFolder, root } from "./setup/command.ts";
import { screenshots } from "./setup/screenshots.ts";

const patience = { timeout: 60_000 };
const axe = readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");

/** Serious findings of axe within a panel, in words. */
async function serious(page: Page, testId: string): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (id) => {
    const { axe: checker } = window as unknown as { axe: { run(where: string): Promise<{ violations: Violation[] }> } };
    const { violations } = await checker.run(`[data-testid=${id}]`);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`);
  }, testId);
}
interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

describe.skipIf(inject("stage").chromium.missing)("the library", () => {
  const folder = emptyFolder("library");
  let served: Served;
  let page: Page;
  beforeAll(async () => {
    fillLargeStore(path.join(folder, "project"), { runs: 120, rollouts: 2400 });
    served = await openBrowser(folder);
    page = served.page;
    page.setDefaultTimeout(60_000);
    await open("Runs table");
  });
  afterAll(() => served?.close());

  const open = (title: string) => page.locator(".panel-title", { hasText: title }).click();
  const library = () => page.getByTestId("library");
  const count = async () => Number(await library().getAttribute("data-count"));
  const grid = () => page.getByRole("treegrid", { name: "Runs" });
  const search = () => page.getByRole("searchbox", { name: "Search runs" });
  const chosen = () => library().locator("[data-chosen]").getAttribute("data-chosen");
  const resize = (width: number, height: number) => page.setViewportSize({ width, height });

  it("lists every run outside archive and bin, with rows in sight only", async () => {
    await expect.poll(count, patience).toBe(117);
    expect(await grid().getAttribute("aria-rowcount")).toBe("118");
    expect(await grid().getByRole("row").count()).toBeLessThan(70);
    await screenshots(page, "library", resize);
    expect(await serious(page, "library")).toEqual([]);
  });

  it("finds as one types, from anywhere in the table", async () => {
    await grid().focus();
    await page.keyboard.type("status:failed");
    expect(await search().inputValue()).toBe("status:failed");
    await expect.poll(count, patience).toBeLessThan(25);
    const statuses = await grid().locator(".status-failed").count();
    expect(statuses).toBe(await count());
    await page.keyboard.press("Escape");
    await expect.poll(count, patience).toBe(117);
  });

  it("names, throws away and brings back by the keys alone", async () => {
    await grid().focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("F2");
    await page.keyboard.type("the newest");
    await page.keyboard.press("Enter");
    await grid().getByText("the newest").waitFor();
    const details = page.getByLabel("Chosen runs");
    await details.getByTitle(/^Delete the run \(/).waitFor();
    await page.keyboard.press("Delete");
    await expect.poll(count, patience).toBe(116);
    await page.getByText("Moved 1 run to the bin").waitFor();
    await page.keyboard.press("Control+z");
    await expect.poll(count, patience).toBe(117);
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await expect.poll(chosen, patience).toBe("3");
    await details.getByTitle(/^Delete 3 runs \(/).waitFor();
    await page.keyboard.press("Control+a");
    await expect.poll(chosen, patience).toBe("117");
  });

  it("throws away what is chosen in the list, whatever the table has chosen, and goes on with the next", async () => {
    const list = page.getByTestId("runs");
    const shown = () => list.locator("[aria-selected=true]").getAttribute("data-id");
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.id);
    await list.getByRole("option").first().click();
    await page.keyboard.press("ArrowDown");
    const [run, next] = await list
      .getByRole("option")
      .evaluateAll((rows) => rows.slice(1, 3).map((row) => (row as HTMLElement).dataset.id));
    await expect.poll(shown, patience).toBe(run);
    await expect.poll(chosen, patience).toBe("117");
    await page.keyboard.press("Delete");
    await expect.poll(count, patience).toBe(116);
    await expect.poll(shown, patience).toBe(next);
    expect(await focused()).toBe(next);
    await open("Scene");
    await list.getByRole("option").nth(1).click();
    await page.keyboard.press("Delete");
    await list.getByText("Moved 1 run to the bin").waitFor();
    await list.getByRole("button", { name: "Undo" }).click();
    await page.keyboard.press("Control+z");
    await expect.poll(() => list.getAttribute("data-count"), patience).toBe("117");
    await open("Runs table");
  });

  it("keeps what was named across another start of the page", async () => {
    await page.reload();
    await open("Runs table");
    await grid().getByText("the newest").waitFor();
  });

  it("keeps a name without being asked to, and what was typed last when the page goes", async () => {
    const box = (name: string) => library().getByRole("textbox", { name, exact: true });
    await grid().focus();
    await page.keyboard.press("Home");
    await box("Name").fill("kept by itself");
    await grid().getByText("kept by itself").waitFor();
    await box("Note").fill("typed last");
    await page.reload();
    await open("Runs table");
    await grid().focus();
    await page.keyboard.press("Home");
    await expect.poll(() => box("Note").inputValue(), patience).toBe("typed last");
    expect(await box("Name").inputValue()).toBe("kept by itself");
  });

  it("sorts by a column, resizes and hides it", async () => {
    const head = grid().getByRole("columnheader", { name: "Best" });
    await head.getByRole("button").click();
    await expect.poll(() => head.getAttribute("aria-sort"), patience).toBe("ascending");
    const width = async () => (await head.boundingBox())?.width ?? 0;
    const before = await width();
    await head.getByRole("button").press("Alt+ArrowRight");
    await expect.poll(width, patience).toBe(before + 16);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Duration" }).uncheck();
    await page.keyboard.press("Escape");
    await expect.poll(() => grid().getByRole("columnheader", { name: "Duration" }).count(), patience).toBe(0);
  });

  it("folds seeds into one row, and compares two of them", async () => {
    await page.getByRole("button", { name: "Group seeds" }).click();
    await expect.poll(count, patience).toBe(24);
    await search().fill("task:peg2d");
    await expect.poll(count, patience).toBeLessThan(8);
    await screenshots(page, "library-groups", resize);
    await grid().focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowDown");
    await library().getByRole("button", { name: "Compare", exact: true }).click();
    const compare = page.getByTestId("compare");
    await expect.poll(() => compare.getAttribute("data-entries"), patience).toBe("2");
    await compare.getByRole("button", { name: /^Pin / }).first().click();
    await compare.locator(".delta").first().waitFor();
    const differences = compare.getByRole("table", { name: "Differences of configuration" });
    await differences.getByRole("rowheader", { name: "KL step" }).waitFor();
    await screenshots(page, "compare", resize);
    const cursor = compare.getByRole("slider", { name: "Values along the curves" });
    await cursor.focus();
    await page.keyboard.press("End");
    expect(await cursor.getAttribute("aria-valuetext")).toMatch(
      /^Rollouts 20, Final distance to slot bottom: 5 seeds · KL step 0\.25 [\d.]+\sm; 5 seeds · KL step 0\.1 [\d.]+\sm$/,
    );
    const values = compare.locator(".curves-values");
    expect(await values.textContent()).toContain("Rollouts 20");
    const charts = await cursor.boundingBox();
    await page.mouse.move(charts!.x + 70, charts!.y + 120);
    await expect.poll(() => values.textContent(), patience).toMatch(/^Rollouts 2(?!0)/);
    await screenshots(page, "compare-values", resize);
    expect(await serious(page, "compare")).toEqual([]);
  });

  it("exports what is shown", async () => {
    const save = async (format: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: `Export ${format}` }).click();
      return readFileSync(await (await download).path());
    };
    const rows = (await save("CSV")).toString().trim().split("\n");
    expect(rows[0]).toBe("quantity,unit,curve,rollouts,value,low,high,raw");
    // Two quantities of two curves with ten iterations each.
    expect(rows).toHaveLength(1 + 2 * 2 * 10);
    const shown = page.getByTestId("compare").locator(".compare-curves > svg");
    const svg = (await save("SVG")).toString();
    const drawn = await page.evaluate((text) => {
      const file = new DOMParser().parseFromString(text, "image/svg+xml");
      return [...file.querySelectorAll("path")].map((line) => line.getAttribute("d"));
    }, svg);
    expect(drawn).toEqual(await shown.locator("path").evaluateAll((all) => all.map((line) => line.getAttribute("d"))));
    const png = await save("PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(2 * Number(await shown.getAttribute("width")));
    expect(served.complaints.list).toEqual([]);
  });

  it("makes a new run from one, and shows what it changed", async () => {
    await open("Runs table");
    await page.getByRole("button", { name: "Group seeds" }).click();
    await search().fill("task:peg2d method:trajectory");
    await grid().focus();
    await page.keyboard.press("Home");
    await library().getByRole("button", { name: "New run from this one" }).click();
    await page.getByText(/^From run \d+$/).waitFor();
    await page.getByRole("textbox", { name: "Iterations" }).fill("1");
    await page.getByRole("textbox", { name: "Samples" }).fill("2");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await open("Runs table");
    await search().fill("run:121");
    await grid().locator("#row-121").getByText("Completed").waitFor({ timeout: 120_000 });
    await grid().focus();
    await page.keyboard.press("Home");
    await library()
      .getByText(/^Iterations: 10 → 1/)
      .waitFor();
    expect(served.complaints.list).toEqual([]);
  });
});
