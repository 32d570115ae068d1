/** Files dragged from the desktop onto the window of the real Electron shell, and what the diagnostics then say. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { taskModelText } from "../main/engine/models.ts";
import { taskDescriptions } from "../workers/systems/index.ts";
import { emptyFolder, guidepost } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { nextErrorBox } from "./setup/shell.ts";
import { workbench } from "./setup/workbench.ts";

describe.skipIf(inject("stage").electron.missing)("files dragged onto the window", () => {
  const folder = emptyFolder("drag");
  const elsewhere = emptyFolder("dragged");
  let desktop: Desktop;
  let page: Page;
  let debug: CDPSession;
  beforeAll(async () => {
    const other = path.join(elsewhere, "other");
    const trained = ["train", "peg2d", "--iterations", "1", "--samples", "2", "--project", other];
    expect((await guidepost(elsewhere, ...trained)).code).toBe(0);
    const bundle = ["export", "1", "--format", "bundle", "--out", path.join(elsewhere, "arm.zip")];
    expect((await guidepost(elsewhere, ...bundle, "--project", other)).code).toBe(0);
    const archive = ["project", "export", path.join(elsewhere, "swing.guidepost"), "--project", other];
    expect((await guidepost(elsewhere, ...archive)).code).toBe(0);
    writeFileSync(path.join(elsewhere, "arm.xml"), taskModelText(taskDescriptions[0]!));
    writeFileSync(path.join(elsewhere, "notes.txt"), "no model");
    desktop = await openDesktop(folder);
    page = desktop.page;
    page.setDefaultTimeout(60_000);
    await workbench(page).ready();
    debug = await page.context().newCDPSession(page);
  });
  afterAll(() => desktop?.close());

  /**
   * As the window system tells of it: over the window, then let go. Now and then Chromium takes back, as if the pointer had
   * left, what the debugger lets go; a person who sees that drags again.
   */
  async function drag(...names: string[]): Promise<void> {
    const data = { items: [], files: names.map((name) => path.join(elsewhere, name)), dragOperationsMask: 1 };
    const tell = (type: "dragEnter" | "dragOver" | "drop") =>
      debug.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
    const hint = page.locator(".drop-hint", { hasText: "Drop a project's folder or file" });
    const dropped = () => page.evaluate(() => document.documentElement.dataset.dropped === "true");
    await page.evaluate(() => {
      const { dataset } = document.documentElement;
      delete dataset.dropped;
      window.addEventListener("drop", () => (dataset.dropped = "true"), { capture: true, once: true });
    });
    for (let tries = 0; tries < 3 && !(await dropped()); tries++) {
      await tell("dragEnter");
      // As long as a drag lasts, the window is told where it is.
      await expect.poll(() => tell("dragOver").then(() => hint.count())).toBe(1);
      await tell("drop");
      await expect.poll(() => hint.count()).toBe(0);
    }
    expect(await dropped()).toBe(true);
  }

  it("says so only while something is dragged over the window", async () => {
    const hint = page.locator(".drop-hint");
    /** Tells what is at a place across of a file that is dragged, which is over `to` next. */
    const tell = (type: "dragenter" | "dragleave", x: number, to: "body" | null) =>
      page.evaluate(
        ([name, at, next]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([""], "arm.xml"));
          const relatedTarget = next === null ? null : document.querySelector(next);
          const event = new DragEvent(name, { bubbles: true, dataTransfer, relatedTarget });
          document.elementFromPoint(at, 300)?.dispatchEvent(event);
        },
        [type, x, to] as const,
      );
    await tell("dragenter", 400, null);
    await hint.waitFor();
    // From one panel to another, and out of the window.
    await tell("dragenter", 60, null);
    await tell("dragleave", 400, "body");
    expect(await hint.count()).toBe(1);
    await tell("dragleave", 60, null);
    await expect.poll(() => hint.count()).toBe(0);
    // Let go over an element that is gone by then, of which the window hears nothing.
    await tell("dragenter", 400, null);
    await hint.waitFor();
    await page.mouse.move(420, 320);
    await expect.poll(() => hint.count()).toBe(0);
  });

  it("takes a model for the next run", async () => {
    await drag("arm.xml");
    await page.locator(".own-model").getByText("arm.xml").waitFor();
    await page.getByRole("button", { name: "Use the task's own model" }).click();
  });

  it("takes the robot of a bundle, and its task", async () => {
    await page.getByRole("option", { name: /^Walker \d+ states/ }).click();
    await drag("arm.zip");
    await page.locator(".own-model").getByText("arm.zip: model.xml").waitFor();
    await expect.poll(() => page.getByRole("combobox", { name: "Task" }).inputValue()).toBe("peg2d");
    await page.getByRole("button", { name: "Use the task's own model" }).click();
  });

  it("imports a project's file, once it was asked where to", async () => {
    await drag("swing.guidepost");
    const dialog = page.getByRole("dialog", { name: "Project", exact: true });
    const box = (name: string) => dialog.getByRole("textbox", { name });
    expect(await box("File").inputValue()).toBe(path.join(elsewhere, "swing.guidepost"));
    expect(await box("New folder").inputValue()).toBe(path.join(folder, "swing"));
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await dialog.getByTestId("moved").waitFor();
    expect(existsSync(path.join(folder, "swing", "runs.sqlite"))).toBe(true);
    await page.keyboard.press("Escape");
  });

  it("opens a project's folder in a window of its own", async () => {
    const opened = desktop.app.waitForEvent("window");
    await drag("other");
    const second = await opened;
    await expect.poll(() => second.locator(".project").textContent(), { timeout: 60_000 }).toContain("other");
    await second.close();
  });

  it("says what can be dropped where it is something else", async () => {
    await drag("notes.txt");
    await page.getByText(/notes\.txt cannot be opened\. Drop a project's folder or file/).waitFor();
    const stranger = path.join(elsewhere, "stranger");
    mkdirSync(stranger);
    writeFileSync(path.join(stranger, "notes.txt"), "not a project");
    const told = nextErrorBox(desktop.app);
    await drag("stranger");
    expect(await told).toMatch(/stranger is not a project/);
  });

  it("copies diagnostics that name none of the person's folders", async () => {
    await workbench(page).command("copy diagnostics");
    const copied = () => desktop.app.evaluate(({ clipboard }) => clipboard.readText());
    await expect.poll(copied).toContain("Guidepost diagnostics");
    const text = await copied();
    for (const fact of [/^guidepost: \d/m, /^electron: \d/m, /^cores: \d/m, /^runs: none$/m, /notes\.txt cannot be/])
      expect(text).toMatch(fact);
    for (const place of [folder, elsewhere, path.dirname(folder), process.env.HOME ?? "/root"])
      expect(text).not.toContain(`${place}/`);
  });
});
