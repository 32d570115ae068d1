/** Every screen of the shell in the real Electron: shown, photographed, free of what keeps people out, used by keyboard. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openProject, storeFile } from "../main/projects/project.ts";
import { violations } from "./setup/axe.ts";
import { emptyFolder } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { screenshots } from "./setup/screenshots.ts";
import { nextErrorBox } from "./setup/shell.ts";
import { workbench } from "./setup/workbench.ts";

describe.skipIf(inject("stage").electron.missing)("the screens of the workbench", () => {
  const folder = emptyFolder("screens");
  let desktop: Desktop;
  let page: Page;
  beforeAll(async () => {
    desktop = await openDesktop(folder);
    page = desktop.page;
  });
  afterAll(() => desktop?.close());

  /** Takes its pictures, and has axe look at it in both themes. */
  async function look(name: string): Promise<void> {
    await screenshots(page, `screen-${name}`, desktop.resize);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
    }
  }

  const command = (words: string) => workbench(page).command(words);

  it("welcomes where nothing was trained, and trains the first by keyboard alone", async () => {
    await page.getByRole("dialog", { name: "Welcome to Guidepost" }).waitFor({ timeout: 120_000 });
    await look("welcome");
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Iterations" }).fill("2");
    await page.getByRole("textbox", { name: "Samples" }).fill("2");
    await page.keyboard.press("Control+Enter");
    await workbench(page).learned(2);
    await workbench(page).runIs("completed");
    await look("workbench");
  });

  it("finds commands by their names", async () => {
    await page.keyboard.press("Control+K");
    await page.getByPlaceholder("Search commands").fill("show");
    await look("palette");
    await page.keyboard.press("Escape");
  });

  it.each([
    ["shortcuts", "show keyboard", "Keyboard shortcuts"],
    ["settings", "open settings", "Settings"],
    ["layouts", "manage layouts", "Layouts"],
    ["projects", "recent projects", "Projects"],
    ["log", "show the log", "Log"],
    ["help", "help on", "Help"],
  ])("shows %s", async (name, words, title) => {
    await command(words);
    await page.getByRole("dialog", { name: title, exact: true }).waitFor();
    await look(name);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("shows what a method reads, finds settings, and says the command", async () => {
    await page.getByRole("combobox", { name: "Method" }).selectOption("gps");
    await page.getByText("Command line", { exact: true }).click();
    const said = page.getByTestId("command-line");
    await expect.poll(() => said.textContent()).toContain("--method gps");
    await look("form");
    await page.getByRole("searchbox", { name: "Search settings" }).fill("damping");
    await page.getByText("First damping: iLQG on the true model").waitFor();
    await page.getByRole("searchbox", { name: "Search settings" }).fill("");
    await command("undo");
    await expect.poll(() => page.getByRole("combobox", { name: "Method" }).inputValue()).toBe("trajectory");
  });

  it("undoes and redoes what was done to the layout", async () => {
    await desktop.resize(1280, 800);
    const height = async () => Math.round((await workbench(page).scene.boundingBox())?.height ?? 0);
    const before = await height();
    await command("large charts");
    await expect.poll(height).toBeLessThan(before - 50);
    const after = await height();
    await command("undo");
    await expect.poll(height).toBe(before);
    await command("redo");
    await expect.poll(height).toBe(after);
    await command("reset layout");
    // What the scene shows is drawn again in its new place.
    await expect.poll(() => workbench(page).scene.getAttribute("data-ready")).toBe("true");
  });

  it("gives the room of a larger window to what is looked at, and takes it from there again", async () => {
    await command("reset layout");
    const width = async (panel: string) =>
      Math.round((await page.locator(`[data-panel=${panel}]`).boundingBox())?.width ?? 0);
    const widths = async () => Promise.all(["tasks", "runs", "scene", "inspector"].map(width));
    const [tasks, runs, scene, inspector] = await widths();
    await desktop.resize(1920, 1080);
    expect(await widths()).toEqual([tasks, runs, scene! + 640, inspector]);
    await desktop.resize(1280, 800);
    expect(await widths()).toEqual([tasks, runs, scene, inspector]);
    await expect.poll(() => workbench(page).scene.getAttribute("data-ready")).toBe("true");
  });

  it("takes a model that is dropped", async () => {
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["<mujoco/>"], "arm.xml"));
      document.querySelector(".app")?.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer }));
    });
    await page.getByText("arm.xml", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText(/The model of peg2d cannot be used/).waitFor({ timeout: 120_000 });
    await page.getByRole("button", { name: "Use the task's own model" }).click();
  });

  it("shows a sweep in the form, and a queue in which nothing waits", async () => {
    await command("show the queue");
    await page.getByRole("dialog", { name: "Queue" }).getByText("No run waits").waitFor();
    await look("queue-empty");
    await page.keyboard.press("Escape");
    await page.getByText("Sweep", { exact: true }).click();
    await page.getByRole("button", { name: "Add to the sweep" }).click();
    await page.getByRole("textbox", { name: "Seed" }).fill("11..13");
    await page.getByRole("combobox", { name: "Setting to sweep" }).selectOption("KL step");
    await page.getByRole("button", { name: "Add to the sweep" }).click();
    await page.getByRole("textbox", { name: "KL step" }).fill("0.5");
    await page.getByText("3 seeds × 1 = 3 runs").waitFor();
    await look("sweep");
  });

  it("trains what waits in the queue, one run after the other", async () => {
    await page.getByRole("button", { name: "Train 3 runs" }).click();
    await command("show the queue");
    const queue = page.getByRole("dialog", { name: "Queue" });
    await queue.getByRole("button", { name: "Pause" }).click();
    await look("queue");
    await queue.getByRole("button", { name: "Remove: Peg 2D, seed 13" }).click();
    await queue.getByRole("button", { name: "Go on" }).click();
    await queue.getByText("No run waits").waitFor({ timeout: 120_000 });
    await page.keyboard.press("Escape");
    await command("show run 3");
    await workbench(page).runIs("completed");
    await command("reset the form");
  });

  it("has its commands in the application's menu", async () => {
    const chosen = await desktop.app.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById("help.shortcuts");
      item?.click();
      return item?.label;
    });
    expect(chosen).toBe("Show keyboard shortcuts");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
  });

  it("opens a second project in a window of its own, and remembers both", async () => {
    const other = path.join(folder, "other");
    mkdirSync(other);
    const opened = desktop.app.waitForEvent("window");
    await page.evaluate((place) => window.guidepost?.openProject(place), other);
    const second = await opened;
    await second
      .getByRole("button", { name: "Look around" })
      .or(second.getByText("other"))
      .first()
      .waitFor({ timeout: 120_000 });
    await expect.poll(() => second.locator(".project").textContent(), { timeout: 60_000 }).toContain("other");
    await second.close();
    expect(await page.locator(".project").textContent()).toContain("project");
    await command("recent projects");
    await page.getByRole("button", { name: /^other/ }).waitFor();
    await page.keyboard.press("Escape");
  });

  it("says that a store is newer, and leaves it as it is", async () => {
    const project = path.join(folder, "from-the-future");
    openProject(project, "write").close();
    const db = new Database(storeFile(project));
    db.pragma("user_version = 99");
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    const before = readFileSync(storeFile(project));
    const told = nextErrorBox(desktop.app);
    await page.evaluate((place) => void window.guidepost?.openProject(place).catch(() => {}), project);
    expect(await told).toMatch(/has version 99, written by a newer Guidepost; .* Tip: update Guidepost/);
    expect(readFileSync(storeFile(project)).equals(before)).toBe(true);
  });

  it("says what is wrong with a folder that is no project", async () => {
    const stranger = path.join(folder, "stranger");
    mkdirSync(stranger);
    writeFileSync(path.join(stranger, "notes.txt"), "not a project");
    const told = nextErrorBox(desktop.app);
    await page.evaluate((place) => void window.guidepost?.openProject(place).catch(() => {}), stranger);
    expect(await told).toMatch(/stranger is not a project.*notes\.txt/);
    expect(desktop.complaints.list).toEqual([]);
  });
});
