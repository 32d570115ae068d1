/** The same first run in a browser, from the headless server. */
import { availableParallelism } from "node:os";
import { afterEach, describe, expect, inject, it } from "vitest";
import { violations } from "./setup/axe.ts";
import { openBrowser, type Served } from "./setup/browser.ts";
import { emptyFolder } from "./setup/command.ts";
import { screenshots } from "./setup/screenshots.ts";
import { cancelMidway, findRunAgain, togglePlayback, trainAndWatch } from "./setup/story.ts";
import { workbench } from "./setup/workbench.ts";

describe.skipIf(inject("stage").chromium.missing)("the workbench in a browser", () => {
  const folder = emptyFolder("browser");
  let served: Served;
  afterEach(() => served.close());

  it("trains, shows the arm move, and says nothing amiss", async () => {
    served = await openBrowser(folder);
    const { page } = served;
    await trainAndWatch(page);
    await togglePlayback(page);
    await screenshots(page, "browser", (width, height) => page.setViewportSize({ width, height }));
    expect(served.complaints.list).toEqual([]);
  });

  it("still has the run after another start, and cancels one", async () => {
    served = await openBrowser(folder);
    await findRunAgain(served.page);
    await cancelMidway(served.page);
    expect(served.complaints.list).toEqual([]);
  });

  it("draws each task", async () => {
    served = await openBrowser(folder);
    const { page } = served;
    const tasks = page.getByRole("listbox", { name: "Tasks" }).getByRole("option");
    await tasks.first().waitFor({ timeout: 60_000 });
    expect(await tasks.count()).toBe(5);
    const pictures = new Set<string>();
    for (const task of await tasks.all()) {
      await task.click();
      const title = (await task.locator(".row-title").textContent()) ?? "";
      const canvas = page.getByRole("img", { name: `${title}:` });
      await canvas.waitFor({ timeout: 60_000 });
      await workbench(page).sceneShows(0);
      pictures.add((await canvas.screenshot()).toString("base64"));
    }
    expect(pictures.size).toBe(5);
    expect(served.complaints.list).toEqual([]);
  });

  it("opens dialogs by their commands, and closes them", async () => {
    served = await openBrowser(folder);
    const { page } = served;
    await workbench(page).ready();
    const dialogs = [
      "show the log",
      "open settings",
      "help on",
      "show keyboard",
      "manage layouts",
      "about this project",
    ];
    for (const words of [...dialogs, "show the queue", "save and use presets"]) {
      await workbench(page).command(words);
      await page.locator("dialog[open] h2").waitFor();
      await page.keyboard.press("Escape");
      await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
    }
    expect(await page.getByRole("button", { name: "Train", exact: true }).isVisible()).toBe(true);
    expect(served.complaints.list).toEqual([]);
  });

  it("keeps a failure inside the dialog that has it", async () => {
    served = await openBrowser(folder);
    const { page } = served;
    await workbench(page).ready();
    await workbench(page).searchCommands("show the log");
    await page.evaluate(() => {
      Element.prototype.scrollIntoView = () => {
        throw new Error("no scrolling today");
      };
    });
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Log" });
    await dialog.getByRole("alert").filter({ hasText: "“Log” cannot be shown" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("button", { name: "Train", exact: true }).isVisible()).toBe(true);
  });

  it("says so where the window fails, and comes back when it is asked to", async () => {
    served = await openBrowser(folder);
    const { page } = served;
    await workbench(page).ready();
    await page.evaluate(() => {
      const own = HTMLDialogElement.prototype.showModal;
      HTMLDialogElement.prototype.showModal = () => {
        HTMLDialogElement.prototype.showModal = own;
        throw new Error("no dialogs today");
      };
    });
    await page.keyboard.press("Control+,");
    const failure = page.getByRole("alert").filter({ hasText: "The window cannot be shown" });
    await failure.getByText("no dialogs today").waitFor();
    expect(await violations(page)).toEqual([]);
    await failure.getByRole("button", { name: "Copy diagnostics" }).click();
    const copied = "The diagnostics are on the clipboard.";
    await page.getByRole("status").getByText(copied).waitFor();
    await failure.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("dialog", { name: "Settings" }).waitFor();
    await page.keyboard.press("Escape");
    await workbench(page).command("show the log");
    const log = page.getByRole("dialog", { name: "Log" });
    await log.getByText("The window cannot be shown: no dialogs today").waitFor();
    // Inside of the dialog, for nothing outside of it can be used.
    await log.getByRole("button", { name: "Copy diagnostics" }).click();
    await log.getByRole("status").getByText(copied).waitFor();
    await log.getByRole("button", { name: "Dismiss" }).click();
    expect(await log.getByRole("status").textContent()).toBe("");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+C");
    // What is no fault passes by itself, once nobody points at it.
    const passing = page.getByText("The command line is on the clipboard.", { exact: true });
    await passing.waitFor();
    await page.mouse.move(0, 0);
    await passing.waitFor({ state: "detached" });
  });

  it("keeps the cores for training that were set", async () => {
    const cores = String(availableParallelism());
    served = await openBrowser(folder);
    const { page } = served;
    const choice = page.getByRole("dialog", { name: "Settings" }).getByLabel("Cores for training");
    const chosen = async () => {
      await page.getByRole("button", { name: "Settings" }).click({ timeout: 60_000 });
      return choice.inputValue();
    };
    expect(await chosen()).toBe(String(Math.max(1, availableParallelism() - 1)));
    await choice.selectOption(cores);
    await expect.poll(() => choice.inputValue(), { timeout: 10_000 }).toBe(cores);
    await page.reload();
    expect(await chosen()).toBe(cores);
    expect(served.complaints.list).toEqual([]);
  });

  it("is served to nobody without the token", async () => {
    served = await openBrowser(folder);
    const { origin } = new URL(served.url);
    expect((await fetch(origin)).status).toBe(401);
    expect((await fetch(`${origin}/?token=guess`)).status).toBe(401);
    expect((await fetch(served.url, { redirect: "manual" })).status).toBe(302);
  });
});
