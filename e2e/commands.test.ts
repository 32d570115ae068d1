/** Commands by their names, in the real Electron and by the keyboard alone: on runs, cameras, files, and in the menu. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { violations } from "./setup/axe.ts";
import { emptyFolder, guidepost } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { savedFile, saveInto } from "./setup/downloads.ts";
import { differingPixels } from "./setup/pixels.ts";
import { screenshots } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 60_000, interval: 100 };

describe.skipIf(inject("stage").electron.missing)("the commands", () => {
  const folder = emptyFolder("commands");
  let desktop: Desktop;
  let page: Page;
  beforeAll(async () => {
    const sizes = ["--iterations", "1", "--samples", "2", "--project", path.join(folder, "project")];
    for (const seed of ["1", "2"]) await guidepost(folder, "train", "peg2d", "--seed", seed, ...sizes);
    desktop = await openDesktop(folder);
    page = desktop.page;
    page.setDefaultTimeout(60_000);
    await saveInto(folder, desktop);
  });
  afterAll(() => desktop?.close());

  const command = (words: string) => workbench(page).command(words);
  const library = () => page.getByTestId("library");
  const count = async () => Number(await library().getAttribute("data-count"));
  const row = (run: number) => library().locator(`[role=row][data-run="${run}"]`);

  it("say what they are about, and why they would do nothing", async () => {
    const { learned, palette, searchCommands } = workbench(page);
    await learned(1);
    await searchCommands("archive");
    await palette.getByRole("option", { name: "Archive the runs · run 2" }).waitFor();
    const hindered = palette.getByRole("option", { name: "Take the runs out of the archive" });
    expect(await hindered.textContent()).toContain("It is not in the archive.");
    expect(await hindered.getAttribute("aria-disabled")).toBe("true");
    await screenshots(page, "palette-runs", desktop.resize);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    await page.keyboard.press("Escape");
  });

  it("turn the camera, whichever panel has the keyboard", async () => {
    const { pictureAt } = workbench(page);
    const before = await pictureAt(0);
    await command("look from the side");
    const side = await pictureAt(0);
    expect(await differingPixels(page, before, side)).toBeGreaterThan(0.02);
    await command("look as the task proposes");
    expect(await differingPixels(page, before, await pictureAt(0))).toBeLessThan(0.002);
    await page.keyboard.press("Control+2");
    await page.keyboard.press("2");
    expect(await differingPixels(page, side, await pictureAt(0))).toBeLessThan(0.002);
    await page.keyboard.press("0");
    expect(await differingPixels(page, before, await pictureAt(0))).toBeLessThan(0.002);
  });

  it("bring the keyboard into a panel that has nothing to press, and F1 to its page", async () => {
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+9");
    const within = () =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-panel]")?.dataset.panel);
    await expect.poll(within, patience).toBe("policy");
    await page.keyboard.press("F1");
    await page.getByRole("dialog", { name: "Help" }).getByRole("heading", { name: "Conditions and policy" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(within, patience).toBe("policy");
    await page.keyboard.press("Control+7");
    await expect.poll(within, patience).toBe("learning");
  });

  it("zoom the window with Ctrl also from the scene, whose view stays", async () => {
    const wide = () => page.evaluate(() => innerWidth);
    const before = await wide();
    await page.getByTestId("scene").locator("canvas").focus();
    await page.keyboard.press("Control+=");
    await expect.poll(wide, patience).toBeLessThan(before);
    await page.keyboard.press("Control+0");
    await expect.poll(wide, patience).toBe(before);
  });

  it("name, star, archive and throw away the run that is looked at, and bring it back", async () => {
    await command("rename the run");
    await expect.poll(() => library().getByRole("textbox", { name: "Name" }).inputValue(), patience).toBe("");
    await page.keyboard.type("by its name");
    await page.keyboard.press("Enter");
    await row(2).getByText("by its name").waitFor();
    await command("star");
    await row(2).getByText("starred", { exact: true }).waitFor();
    await command("archive the runs");
    await expect.poll(count, patience).toBe(1);
    await command("undo");
    await expect.poll(count, patience).toBe(2);
    await command("delete the runs");
    await expect.poll(count, patience).toBe(1);
    await command("show the bin");
    await expect.poll(count, patience).toBe(1);
    await command("choose all");
    await command("restore the runs");
    await command("show the library");
    await expect.poll(count, patience).toBe(2);
    await row(2).getByText("by its name").waitFor();
  });

  it("are in a menu on the runs of the table, by the mouse and by the keys", async () => {
    const menu = page.getByRole("menu", { name: "Commands for run 1" });
    await row(1).click({ button: "right" });
    await menu.getByRole("menuitem", { name: "Archive the run" }).waitFor();
    expect(await menu.getByRole("menuitem", { name: "Restore the run" }).count()).toBe(0);
    await screenshots(page, "runs-menu", desktop.resize);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    await menu.getByRole("menuitem", { name: "Archive the run" }).click();
    await expect.poll(count, patience).toBe(1);
    await command("undo");
    await expect.poll(count, patience).toBe(2);
    const grid = page.getByRole("treegrid", { name: "Runs" });
    await grid.focus();
    for (const keys of ["Shift+F10", "ContextMenu"]) {
      await page.keyboard.press("Home");
      await page.keyboard.press(keys);
      const second = page.getByRole("menu", { name: "Commands for run 2" });
      await second.waitFor();
      await page.keyboard.press("Escape");
      await second.waitFor({ state: "detached" });
      expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    await page.keyboard.press("ContextMenu");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await expect.poll(count, patience).toBe(1);
    await command("undo");
    await expect.poll(count, patience).toBe(2);
  });

  it("are in the same menu on the list of runs, and are about the run that was pressed there", async () => {
    const list = page.getByRole("listbox", { name: "Runs" });
    const entry = (run: number) => list.locator(`[data-id="${run}"]`);
    await row(2).click();
    await entry(1).click({ button: "right" });
    const menu = page.getByRole("menu", { name: "Commands for run 1" });
    await screenshots(page, "list-menu", desktop.resize);
    await menu.getByRole("menuitem", { name: "Archive the run" }).click();
    await entry(1).waitFor({ state: "detached" });
    expect(await entry(2).count()).toBe(1);
    await command("undo");
    await entry(1).waitFor();
    for (const keys of ["Shift+F10", "ContextMenu"]) {
      await entry(2).focus();
      await page.keyboard.press(keys);
      const second = page.getByRole("menu", { name: "Commands for run 2" });
      await second.waitFor();
      await page.keyboard.press("Escape");
      await second.waitFor({ state: "detached" });
      expect(await entry(2).evaluate((element) => element === document.activeElement)).toBe(true);
    }
  });

  it("save what is seen, while another panel is in front", async () => {
    await command("picture png");
    const png = readFileSync(await savedFile(folder, ".png", desktop));
    expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", 1280, 720]);
    await command("report html");
    expect(readFileSync(await savedFile(folder, ".html", desktop), "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("open the exports with their format chosen", async () => {
    await command("export rollouts csv");
    await page.getByRole("dialog", { name: "Export run 2" }).waitFor();
    expect(await page.getByRole("combobox", { name: "Format" }).inputValue()).toBe("csv");
    await page.keyboard.press("Enter");
    const text = readFileSync(await savedFile(folder, "rollouts.csv", desktop), "utf8");
    expect(text.split("\r\n")).toHaveLength(1 + 2 * 800 + 1);
    await page.keyboard.press("Escape");
  });

  it("stand in the menu, grey as long as they would do nothing, and then say why", async () => {
    const menus = await desktop.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label, submenu }) => [label, submenu?.items.map((item) => item.label)]),
    );
    const items = Object.fromEntries((menus ?? []) as [string, string[]][]);
    expect(items.Library).toEqual(expect.arrayContaining(["Rename the run", "Archive the runs", "Delete the runs"]));
    expect(items.Scene).toEqual(expect.arrayContaining(["Look from above", "Scene: orthographic or perspective"]));
    expect(items.Export).toEqual(
      expect.arrayContaining(["Export the rollouts as Parquet…", "Save a report of the run (HTML)"]),
    );
    await desktop.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.getMenuItemById("export.comparison.svg")?.click(),
    );
    await page.getByRole("status").getByText("Compare the curves of some runs first.").waitFor();
    const enabled = (id: string) =>
      desktop.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.enabled, id);
    expect(await enabled("export.run")).toBe(true);
    expect(await enabled("run.cancel")).toBe(false);
    expect(await enabled("export.comparison.svg")).toBe(false);
    await command("choose all");
    await command("compare the chosen runs");
    await expect.poll(() => enabled("export.comparison.svg"), patience).toBe(true);
    expect(desktop.complaints.list).toEqual([]);
  });
});
