/** Screens that a first run does not come by: comparison, policies, runs that ended otherwise, projects that are not ours to write. */
import path from "node:path";
import Database from "better-sqlite3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openProject, storeFile } from "../main/projects/project.ts";
import { fillLargeStore } from "../main/store/testing/large-store.ts";
import { violations } from "./setup/axe.ts";
import { openBrowser, type Served } from "./setup/browser.ts";
import { emptyFolder, guidepost } from "./setup/command.ts";
import { screenshots } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 120_000, interval: 100 };
const { chromium } = inject("stage");

/** Takes the pictures of a screen, and has axe look at it in both themes. */
async function look(page: Page, name: string): Promise<void> {
  await screenshots(page, `state-${name}`, (width, height) => page.setViewportSize({ width, height }));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
  }
}

const openPanel = (page: Page, title: string) => page.locator(".panel-title", { hasText: title }).click();

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.getByPlaceholder("Search commands").fill(words);
  await page.keyboard.press("Enter");
}

describe.skipIf(chromium.missing)("a run with a policy", () => {
  const folder = emptyFolder("policy");
  let served: Served;
  let page: Page;
  beforeAll(async () => {
    const sizes = ["--iterations", "2", "--samples", "3", "--project", path.join(folder, "project")];
    await guidepost(folder, "train", "peg2d", "--method", "gps", "--conditions", "slots", ...sizes);
    served = await openBrowser(folder);
    page = served.page;
    page.setDefaultTimeout(120_000);
  });
  afterAll(() => served?.close());

  it("shows its conditions, and how far the policy is from the controllers", async () => {
    await workbench(page).learned(2);
    await openPanel(page, "Conditions and policy");
    await page.getByRole("button", { name: "Signals" }).click();
    await page.getByLabel("Policy's deviation, KL", { exact: true }).check();
    await page.keyboard.press("Escape");
    await page.locator(".track-name", { hasText: "Policy's deviation" }).waitFor();
    await page.getByRole("button", { name: "Network rollouts" }).click();
    await page.getByTestId("network-legend").waitFor();
    await look(page, "policy");
  });

  it("compares two rollouts of it in sync, in two scenes and in one", async () => {
    await openPanel(page, "Runs table");
    await page.getByRole("treegrid", { name: "Runs" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+Shift+K");
    await command(page, "compare rollouts");
    const scene = (name: string) => page.locator(`[data-testid=scene-${name}][data-ready=true]`);
    await scene("first").waitFor();
    await scene("second").waitFor();
    expect(await page.getByRole("slider", { name: "Iteration of the first rollout" }).inputValue()).toBe("0");
    await page.getByRole("slider", { name: "Time", exact: true }).fill("4");
    const dt = Number(await page.getByRole("slider", { name: "Time", exact: true }).getAttribute("step"));
    for (const name of ["first", "second"])
      await expect.poll(() => scene(name).getAttribute("data-frame"), patience).toBe(String(Math.round(4 / dt)));
    await look(page, "compare-split");
    await page.getByText("In one scene", { exact: true }).click();
    await scene("both").waitFor();
    await look(page, "compare-overlaid");
    expect(served.complaints.list).toEqual([]);
  });

  it("is looked at, and not changed, where another program writes", async () => {
    const reader = await openBrowser(folder);
    await reader.page.getByText("Read only", { exact: true }).waitFor({ timeout: 60_000 });
    await workbench(reader.page).learned(2);
    expect(await reader.page.getByRole("button", { name: "Train", exact: true }).isDisabled()).toBe(true);
    await look(reader.page, "read-only");
    await reader.close();
  });
});

describe.skipIf(chromium.missing)("runs that ended otherwise", () => {
  const folder = emptyFolder("states");
  let served: Served;
  let page: Page;
  beforeAll(async () => {
    const project = path.join(folder, "project");
    fillLargeStore(project, { runs: 12, rollouts: 240 });
    openProject(project, "write").close();
    const db = new Database(storeFile(project));
    db.prepare("UPDATE rollouts SET positions = x'00' WHERE run = 10").run();
    db.close();
    served = await openBrowser(folder);
    page = served.page;
    page.setDefaultTimeout(60_000);
  });
  afterAll(() => served?.close());

  const show = async (status: string) => {
    const row = page.getByRole("listbox", { name: "Runs" }).getByRole("option").filter({ hasText: status }).first();
    await row.click();
    await workbench(page).runIs(status.toLowerCase());
  };

  it("offers to go on with one that was interrupted", async () => {
    await show("Interrupted");
    await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
    await look(page, "interrupted");
  });

  it("says why one failed", async () => {
    await show("Failed");
    await look(page, "failed");
  });

  it("says what cannot be shown, and why, of one that is damaged", async () => {
    await page.getByRole("listbox", { name: "Runs" }).getByText("10", { exact: true }).click();
    await page.getByText("These rollouts cannot be shown").waitFor();
    await look(page, "damaged");
  });

  it("says that its engine is away", async () => {
    expect(served.complaints.list).toEqual([]);
    await served.stop();
    await page
      .getByText("Connection lost", { exact: false })
      .or(page.getByText("The engine does not answer"))
      .waitFor();
    await look(page, "engine-away");
  });
});
