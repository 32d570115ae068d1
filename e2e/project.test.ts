/** A project as a person handles it in the window: its texts, its size and health, and ways to move it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { fillLargeStore } from "../main/store/testing/large-store.ts";
import { violations } from "./setup/axe.ts";
import { emptyFolder, root } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { screenshots } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

describe.skipIf(inject("stage").electron.missing)("a project in the window", () => {
  const folder = emptyFolder("project");
  const project = path.join(folder, "project");
  let desktop: Desktop;
  let page: Page;
  beforeAll(() => open());
  afterAll(() => desktop?.close());

  async function open(): Promise<void> {
    desktop = await openDesktop(folder);
    page = desktop.page;
    page.setDefaultTimeout(120_000);
  }

  const dialog = () => page.getByRole("dialog", { name: "Project", exact: true });
  const part = (name: string) => dialog().getByRole("region", { name });
  const texts = () => JSON.parse(readFileSync(path.join(project, "project.json"), "utf8"));
  const moved = () => dialog().getByTestId("moved").textContent({ timeout: 60_000 });

  async function show(): Promise<void> {
    await page.keyboard.press("Control+I");
    await part("Name and notes").waitFor();
  }

  async function move(title: string, paths: Record<string, string>): Promise<void> {
    await dialog().getByRole("combobox", { name: "Move" }).selectOption({ label: title });
    for (const [label, place] of Object.entries(paths))
      await dialog().getByRole("textbox", { name: label }).fill(place);
  }

  async function look(name: string): Promise<void> {
    await screenshots(page, name, desktop.resize);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
    }
  }

  it("keeps name and notes a moment after they were typed, and undoes that", async () => {
    await workbench(page).ready();
    await workbench(page).train({ Iterations: 3, Samples: 2 });
    await workbench(page).runIs("completed");
    await show();
    await dialog().getByRole("textbox", { name: "Name" }).fill("Arm in the slot");
    await expect.poll(() => texts().name, { timeout: 1000, interval: 20 }).toBe("Arm in the slot");
    await dialog().getByRole("textbox", { name: "Notes" }).fill("With the long arm.");
    // What was typed last is kept by closing, too.
    await page.keyboard.press("Escape");
    await expect.poll(() => texts().notes).toBe("With the long arm.");
    await page.getByRole("button", { name: "Arm in the slot" }).waitFor();
    await page.keyboard.press("Control+Z");
    await expect.poll(() => texts().notes).toBe("");
  });

  it("keeps the settings of the form as a preset, takes them again, and lets them go", async () => {
    const samples = page.getByRole("textbox", { name: "Samples" });
    const presets = page.getByRole("dialog", { name: "Presets" });
    await samples.fill("7");
    await page.getByRole("button", { name: "Presets" }).click();
    await presets.getByRole("textbox", { name: "Name of the preset" }).fill("seven");
    await look("screen-presets");
    await presets.getByRole("button", { name: "Save" }).click();
    const kept = [{ name: "seven", config: expect.objectContaining({ task: "peg2d", samples: 7 }) }];
    await expect.poll(() => texts().presets).toEqual(kept);
    await page.keyboard.press("Escape");
    await samples.fill("3");
    await page.getByRole("button", { name: "Presets" }).click();
    await presets.getByRole("button", { name: /^seven/ }).click();
    await expect.poll(() => samples.inputValue()).toBe("7");
    await page.getByRole("button", { name: "Presets" }).click();
    await presets.getByRole("button", { name: "Delete the preset seven" }).click();
    await presets.getByRole("button", { name: /^seven/ }).waitFor({ state: "detached" });
    expect(texts().presets).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Z");
    await expect.poll(() => texts().presets).toEqual(kept);
  });

  it("says what it takes, and thins out the rollouts that are not wanted", async () => {
    await show();
    expect(await part("Size").getByText("Rollouts").count()).toBe(1);
    await look("screen-project");
    await part("Rollouts to keep").getByRole("combobox").selectOption("best-and-last");
    await expect.poll(() => texts().retention.rollouts).toBe("best-and-last");
    await part("Rollouts to keep").getByRole("button", { name: "Thin out now" }).click();
    await part("Rollouts to keep").getByText("No run that has ended keeps more.").waitFor();
  });

  it("reads everything and finds it good", async () => {
    await part("Health").getByRole("button", { name: "Verify" }).click();
    await part("Health")
      .getByText(/Everything is as it was written: 1 run/)
      .waitFor();
  });

  it("is exported to a file that was chosen, imported, duplicated, and merged", async () => {
    const [archive, copy, imported] = ["arm.guidepost", "copy", "imported"].map((name) => path.join(folder, name));
    await desktop.app.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof system.showSaveDialog;
    }, archive);
    await move("Export to one file", {});
    await dialog().getByRole("button", { name: "Choose file" }).click();
    await expect.poll(() => dialog().getByRole("textbox", { name: "File" }).inputValue()).toBe(archive);
    await dialog().getByRole("button", { name: "Export", exact: true }).click();
    expect(await moved()).toContain("Exported");
    await move("Import from a file", { File: archive ?? "", "New folder": imported ?? "" });
    await dialog().getByRole("button", { name: "Import", exact: true }).click();
    expect(await moved()).toContain("Imported");
    await move("Duplicate", { "New folder": copy ?? "" });
    await dialog().getByRole("button", { name: "Duplicate", exact: true }).click();
    expect(await moved()).toContain("Copied");
    for (const made of [copy, imported]) expect(existsSync(path.join(made ?? "", "runs.sqlite"))).toBe(true);
    await move("Merge another project into this one", { Folder: copy ?? "" });
    await dialog().getByRole("button", { name: "Merge", exact: true }).click();
    expect(await moved()).toMatch(/0 of 1 runs were brought in.*it is here already/);
  });

  it("says what went wrong where a move cannot be made", async () => {
    await move("Import from a file", { File: path.join(folder, "nothing.guidepost"), "New folder": "/nowhere/x" });
    await dialog().getByRole("button", { name: "Import", exact: true }).click();
    await dialog()
      .getByRole("alert")
      .getByText(/There is no file/)
      .waitFor();
    expect(desktop.complaints.list).toEqual([]);
  });

  it("names what is damaged, and repairs it", async () => {
    await desktop.close();
    const db = new Database(path.join(project, "runs.sqlite"));
    db.exec("UPDATE iterations SET cost = cost + 1 WHERE iteration = 2");
    db.close();
    await open();
    await workbench(page).ready();
    await workbench(page).command("verify the project");
    await part("Health")
      .getByRole("row", { name: /1 2 iterations/ })
      .waitFor();
    // The scene shows nothing of a run that is damaged, so its picture is not waited for.
    await page.screenshot({ path: path.join(root, "test-output/screenshots/screen-project-damaged.png") });
    expect(await violations(page)).toEqual([]);
    await part("Health").getByRole("button", { name: "Repair" }).click();
    await part("Health")
      .getByText(/Repaired: .* rows are good; of the others 1 could be read/)
      .waitFor();
    await part("Health").getByRole("button", { name: "Verify" }).click();
    await part("Health")
      .getByText(/Everything is as it was written/)
      .waitFor();
  });
});

describe.skipIf(inject("stage").electron.missing)("a project that takes its time", () => {
  const folder = emptyFolder("large");
  let desktop: Desktop;
  beforeAll(async () => {
    fillLargeStore(path.join(folder, "project"), { runs: 500, rollouts: 250_000 });
    desktop = await openDesktop(folder);
    desktop.page.setDefaultTimeout(120_000);
  });
  afterAll(() => desktop?.close());

  const health = () =>
    desktop.page.getByRole("dialog", { name: "Project", exact: true }).getByRole("region", { name: "Health" });
  const press = (name: string) => health().getByRole("button", { name, exact: true }).click();
  const progress = () => health().getByRole("progressbar", { name: /of [\d,]+ rows/ });

  /** To its end; what can be repaired is known then. */
  async function verify(): Promise<void> {
    await press("Verify");
    await health()
      .getByText(/problems found/)
      .waitFor();
  }

  /** Looks at work while it goes on: it is begun for each theme, so that none shows its end. */
  async function look(name: string, begin: string, cancelled: () => Promise<unknown>): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      await desktop.page.emulateMedia({ colorScheme });
      await press(begin);
      await progress().waitFor();
      await desktop.page.screenshot({ path: path.join(root, `test-output/screenshots/${name}-${colorScheme}.png`) });
      await cancelled();
    }
  }

  it("says how far a verification has come, and ends it when it is asked to", async () => {
    await workbench(desktop.page).ready();
    await desktop.page.keyboard.press("Control+I");
    await look("screen-project-verifying", "Verify", async () => {
      await press("Cancel");
      await health().getByText("Cancelled; nothing was changed.").waitFor();
      expect(await health().getByRole("progressbar").count()).toBe(0);
    });
    await verify();
  });

  it("says how far a repair has come, and leaves everything as it was when that is cancelled", async () => {
    const before = readdirSync(path.join(folder, "project")).sort();
    await look("screen-project-repairing", "Repair", async () => {
      // The project is opened again, and its window begins anew.
      const again = desktop.page.waitForEvent("load");
      await press("Cancel");
      await again;
      await workbench(desktop.page).ready();
      await desktop.page.keyboard.press("Control+I");
      await verify();
    });
    expect(readdirSync(path.join(folder, "project")).sort()).toEqual(before);
    expect(desktop.complaints.list).toEqual([]);
  });
});
